package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The example that newcomers try first: clicks counted from Kafka to Kafka, while an executor is killed, the job is stopped
 * with a savepoint, goes on unchanged, is stopped over REST, and goes on with another parallelism.
 */
class ClickEventCountIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final long CLICKS_PER_SECOND = 12_000;
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern WEB = Pattern.compile("JobManager Web Interface: (\\S+)");
    private static final Pattern REQUEST = Pattern.compile("\"request-id\":\"([0-9a-f]{32})\"");
    private static final Pattern RESTORED = Pattern.compile("\"restored\":[1-9]");
    private static final Pattern LOCATION =
            Pattern.compile("\"location\":\"(hdfs:[^\"]+/savepoints/savepoint-[^\"]+)\"");
    private static final Pattern PATH = Pattern.compile("Savepoint completed\\. Path: (\\S+)");
    private static final Pattern WELL = Pattern.compile("\\d+ results, (\\d+) windows of every page: each once.*");

    @RegisterExtension
    final OnCluster on = new OnCluster(PATIENCE);

    private Clicks clicks;

    @BeforeEach
    void startKafka() throws Exception {
        clicks = Clicks.start(on.directory());
    }

    @AfterEach
    void stopKafka() throws Exception {
        clicks.close();
    }

    private record Job(String application, String id, String web) {}

    private Job submit(List<String> options, String... program) throws Exception {
        List<String> run = List.of("run", "-d", "-m", "yarn-cluster", "-ys", "1", "-yjm", "768", "-ytm", "1024");
        List<String> job = List.of(Clicks.PROGRAM.toString(), "--bootstrap.servers", clicks.servers(), "--event-time");
        Flink.Result submitted = on.flink()
                .run(
                        PATIENCE,
                        Stream.of(run, options, job, Arrays.asList(program))
                                .flatMap(List::stream)
                                .toArray(String[]::new));
        assertThat(submitted.exitCode()).as(submitted.toString()).isZero();
        Matcher id = JOB.matcher(submitted.out());
        assertThat(id.find()).as(submitted.toString()).isTrue();
        Matcher web = WEB.matcher(submitted.out());
        assertThat(web.find()).as(submitted.toString()).isTrue();
        return new Job(submitted.application(), id.group(1), web.group(1));
    }

    private List<String> withCheckpoints(String... more) {
        String directory = "hdfs:///clicks/" + on.directory().getFileName();
        return Stream.concat(
                        Stream.of(
                                "-Dexecution.checkpointing.dir=" + directory + "/checkpoints",
                                "-Dexecution.checkpointing.savepoint-dir=" + directory + "/savepoints"),
                        Stream.of(more))
                .toList();
    }

    private void awaitWindows(long least) {
        String said = Await.until(PATIENCE, least + " windows", clicks::check, line -> windows(line) >= least);
        assertThat(said).matches("(?s)" + WELL + "\n");
    }

    private static long windows(String said) {
        Matcher well = WELL.matcher(said);
        return well.find() ? Long.parseLong(well.group(1)) : said.contains("are wrong") ? Long.MAX_VALUE : 0;
    }

    private void killAnExecutor() {
        long executor = Await.until(PATIENCE, "an executor", on.cluster()::executors, list -> !list.isEmpty())
                .get(0);
        ProcessHandle.of(executor).orElseThrow().destroyForcibly();
    }

    @Test
    void everyWindowIsExactThroughAKillAStopAndAnotherParallelism() throws Exception {
        // More than can be counted meanwhile: event time, which begins anew with each job, goes on with clicks only.
        clicks.generate(600_001, CLICKS_PER_SECOND);
        Job first = submit(withCheckpoints("-p", "2"), "--checkpointing");
        awaitWindows(3);

        killAnExecutor();
        Await.until(
                PATIENCE,
                "a restored checkpoint",
                () -> on.cluster().get("/proxy/" + first.application() + "/jobs/" + first.id() + "/checkpoints"),
                json -> RESTORED.matcher(json).find());
        Flink.Result stopped = on.flink().run(PATIENCE, "stop", first.id());
        Matcher savepoint = PATH.matcher(stopped.out());
        assertThat(savepoint.find()).as(stopped.toString()).isTrue();

        Job unchanged = submit(withCheckpoints("-p", "2", "-s", savepoint.group(1)), "--checkpointing");
        awaitWindows(windows(clicks.check()) + 3);
        String ofRest = stopOverRest(unchanged);

        Job wider = submit(withCheckpoints("-p", "3", "-s", ofRest), "--checkpointing");
        awaitWindows(windows(clicks.check()) + 3);
        Flink.Result end = on.flink().run(PATIENCE, "stop", wider.id());
        assertThat(end.exitCode()).as(end.toString()).isZero();
        assertThat(clicks.check()).matches("(?s)" + WELL + "\n");
    }

    /** As the page of the playground says; returns the address of the savepoint. */
    private String stopOverRest(Job job) throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        HttpResponse<String> triggered = http.send(
                HttpRequest.newBuilder(URI.create(job.web() + "/jobs/" + job.id() + "/stop"))
                        .POST(HttpRequest.BodyPublishers.ofString("{\"drain\": false}"))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        Matcher request = REQUEST.matcher(triggered.body());
        assertThat(request.find()).as(triggered.body()).isTrue();
        URI progress = URI.create(job.web() + "/jobs/" + job.id() + "/savepoints/" + request.group(1));
        String answer = Await.until(
                PATIENCE,
                "the savepoint",
                () -> http.sendAsync(HttpRequest.newBuilder(progress).build(), HttpResponse.BodyHandlers.ofString())
                        .join()
                        .body(),
                body -> body.contains("\"id\":\"COMPLETED\""));
        Matcher location = LOCATION.matcher(answer);
        assertThat(location.find()).as(answer).isTrue();
        assertThat(on.cluster().awaitEnd(job.application(), PATIENCE).finalStatus())
                .isEqualTo("SUCCEEDED");
        return location.group(1);
    }

    @Test
    void withoutCheckpointsAKillLosesClicks() throws Exception {
        clicks.generate(30_001, CLICKS_PER_SECOND);
        Job job = submit(
                List.of("-p", "1", "-Drestart-strategy.type=fixed-delay", "-Drestart-strategy.fixed-delay.delay=0 s"));
        awaitWindows(1);

        killAnExecutor();
        String said = Await.until(PATIENCE, "a wrong window", clicks::check, line -> line.contains("are wrong"));
        assertThat(said).containsPattern("/\\w+, window of \\S+: (missing|\\d+ clicks, not 1000|written \\d+ times)");
        on.flink().run(PATIENCE, "cancel", "-yid", job.application(), job.id());
    }
}
