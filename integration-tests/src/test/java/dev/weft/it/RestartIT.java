package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Copies;
import dev.weft.it.programs.Endless;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Executors are killed while a job with a restart strategy runs. */
class RestartIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final int KILLS = 10;
    private static final Pattern JOB = Pattern.compile("\"jid\":\"([0-9a-f]{32})\"");
    private static final Pattern RESTARTS = Pattern.compile("\"numRestarts\":(\\d+)");
    private static final Pattern COUNTS = Pattern.compile("\"status-counts\":\\{([^}]*)}");
    private static final Pattern COUNT = Pattern.compile("\"([A-Z]+)\":(\\d+)");

    @RegisterExtension
    final OnCluster on = new OnCluster(PATIENCE);

    /** A job as REST shows it. */
    private record Job(int restarts, boolean running) {}

    /** A job that is up, and how to reach it. */
    private record Started(Flink.Running client, String proxy, String id) {}

    private Started start(String... more) throws Exception {
        String[] run = {
            "run",
            "-m",
            "yarn-cluster",
            "-p",
            "2",
            "-ys",
            "1",
            "-yjm",
            "768",
            "-ytm",
            "1024",
            "-Drestart-strategy.type=fixed-delay",
            "-Drestart-strategy.fixed-delay.attempts=" + KILLS,
            "-Drestart-strategy.fixed-delay.delay=1 s",
        };
        Flink.Running client =
                on.flink().start(Stream.of(run, more).flatMap(Arrays::stream).toArray(String[]::new));
        String application = client.awaitApplication(PATIENCE);
        client.awaitRunningJob(PATIENCE);
        String proxy = "/proxy/" + application;
        String id = Await.until(
                        PATIENCE,
                        "the job's id",
                        () -> JOB.matcher(on.cluster().get(proxy + "/jobs/overview")),
                        Matcher::find)
                .group(1);
        return new Started(client, proxy, id);
    }

    @Test
    void anExecutorIsKilledTenTimesAndAllTasksRunAgainEachTime() throws Exception {
        Started job = start(Jars.of(Endless.class, on.directory()));
        List<Long> recoveryMs = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitRunning(job, kill - 1);
            long victim = Await.until(PATIENCE, "two executors", on.cluster()::executors, found -> found.size() == 2)
                    .get(kill % 2);
            long killedNs = System.nanoTime();
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            awaitRunning(job, kill);
            recoveryMs.add((System.nanoTime() - killedNs) / 1_000_000);
        }
        System.out.println("kill -9 of an executor to all tasks RUNNING again, ms: " + recoveryMs + ", median "
                + recoveryMs.stream().sorted().toList().get(KILLS / 2));

        String exceptions = exceptions(job);
        assertThat(exceptions.split("\"failureLabels\"")).hasSizeGreaterThan(KILLS);
        assertThat(exceptions).contains("exited with code 137").contains("\"code\":\"EXECUTOR_LOST\"");
        job.client().awaitSaid(", restart " + KILLS, PATIENCE);
        on.cluster().get(job.proxy() + "/jobs/" + job.id() + "/yarn-cancel");
        Flink.Result result = job.client().await(PATIENCE);
        assertThat(result.out()).contains("Job " + job.id() + " is CANCELED");
        assertThat(recoveryMs.stream().sorted().toList().get(KILLS / 2))
                .as("median of the recoveries, ms: %s", recoveryMs)
                .isLessThanOrEqualTo(5_000L);
    }

    @Test
    void theOutputOfABoundedJobIsThereOnceAfterAnExecutorWasKilled() throws Exception {
        String output = "/copies/killed";
        Path gate = on.directory().resolve("gate");
        Started job = start(Jars.of(Copies.class, on.directory()), "hdfs:" + output, gate.toString());
        Await.until(PATIENCE, "two open files", () -> files(output), found -> found.size() == 2);
        ProcessHandle.of(on.cluster().executors().get(0)).orElseThrow().destroyForcibly();
        awaitRunning(job, 1);
        Files.createFile(gate);

        finishesWithEveryNumberOnce(job, output);
    }

    @Test
    void anExecutorWithATaskThatIgnoresItsCancellationIsGivenUpAndTheJobGoesOnElsewhere() throws Exception {
        String output = "/copies/stuck";
        Path gate = on.directory().resolve("gate");
        Started job = start(
                "-Djobmanager.execution.failover-strategy=full",
                "-Dtask.cancellation.interval=200 ms",
                "-Dtask.cancellation.timeout=1 s",
                Jars.of(Copies.class, on.directory()),
                "hdfs:" + output,
                gate.toString(),
                "deaf");
        awaitRunning(job, 1);
        assertThat(exceptions(job))
                .contains("the other subtask is stuck")
                .containsPattern("was lost: it stopped: task Source: Sequence Source -> Map -> Sink \\(1/2\\) was"
                        + " told to end \\d+ ms ago and does not");
        Files.createFile(gate);

        finishesWithEveryNumberOnce(job, output);
    }

    private void finishesWithEveryNumberOnce(Started job, String output) throws Exception {
        Flink.Result result = job.client().await(PATIENCE);
        assertThat(result.exitCode()).as(result.toString()).isZero();
        assertThat(on.cluster().read(output).lines().map(Integer::valueOf).sorted())
                .containsExactlyElementsOf(
                        IntStream.range(0, Copies.NUMBERS).boxed().toList());
        assertThat(files(output))
                .as("nothing hidden is left of the attempt that was replaced")
                .containsExactlyInAnyOrderElementsOf(on.cluster().visibleFiles(output));
    }

    private List<String> files(String output) {
        try {
            return on.cluster().files(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String exceptions(Started job) {
        return on.cluster().get(job.proxy() + "/jobs/" + job.id() + "/exceptions");
    }

    private void awaitRunning(Started started, int restarts) {
        Await.until(
                PATIENCE,
                "all tasks RUNNING after " + restarts + " restarts",
                () -> job(on.cluster().get(started.proxy() + "/jobs/" + started.id())),
                job -> job.restarts() == restarts && job.running());
    }

    private static Job job(String json) {
        Matcher restarts = RESTARTS.matcher(json);
        Matcher counts = COUNTS.matcher(json);
        if (!restarts.find() || !counts.find()) {
            throw new AssertionError("no job: " + json);
        }
        boolean running = true;
        Matcher count = COUNT.matcher(counts.group(1));
        while (count.find()) {
            running &= count.group(1).equals("RUNNING") == !count.group(2).equals("0");
        }
        return new Job(Integer.parseInt(restarts.group(1)), running);
    }
}
