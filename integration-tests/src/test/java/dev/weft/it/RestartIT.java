package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Endless;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    @Test
    void anExecutorIsKilledTenTimesAndAllTasksRunAgainEachTime() throws Exception {
        Flink.Running client = on.flink()
                .start(
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
                        Jars.of(Endless.class, on.directory()));
        String application = client.awaitApplication(PATIENCE);
        client.awaitRunningJob(PATIENCE);
        String proxy = "/proxy/" + application;
        String id = Await.until(
                        PATIENCE,
                        "the job's id",
                        () -> JOB.matcher(on.cluster().get(proxy + "/jobs/overview")),
                        Matcher::find)
                .group(1);
        List<Long> recoveryMs = new ArrayList<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            awaitRunning(proxy, id, kill - 1);
            long victim = Await.until(PATIENCE, "two executors", this::executors, found -> found.size() == 2)
                    .get(kill % 2);
            long killedNs = System.nanoTime();
            ProcessHandle.of(victim).orElseThrow().destroyForcibly();
            awaitRunning(proxy, id, kill);
            recoveryMs.add((System.nanoTime() - killedNs) / 1_000_000);
        }
        System.out.println("kill -9 of an executor to all tasks RUNNING again, ms: " + recoveryMs + ", median "
                + recoveryMs.stream().sorted().toList().get(KILLS / 2));

        String exceptions = on.cluster().get(proxy + "/jobs/" + id + "/exceptions");
        assertThat(exceptions.split("\"failureLabels\"")).hasSizeGreaterThan(KILLS);
        assertThat(exceptions).contains("exited with code 137").contains("\"code\":\"EXECUTOR_LOST\"");
        on.cluster().get(proxy + "/jobs/" + id + "/yarn-cancel");
        Flink.Result result = client.await(PATIENCE);
        assertThat(result.out()).contains(", restart " + KILLS).contains("Job " + id + " is CANCELED");
        assertThat(recoveryMs.stream().sorted().toList().get(KILLS / 2))
                .as("median of the recoveries, ms: %s", recoveryMs)
                .isLessThanOrEqualTo(5_000L);
    }

    private void awaitRunning(String proxy, String id, int restarts) {
        Await.until(
                PATIENCE,
                "all tasks RUNNING after " + restarts + " restarts",
                () -> job(on.cluster().get(proxy + "/jobs/" + id)),
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

    private List<Long> executors() {
        return on.cluster().containerJvms().entrySet().stream()
                .filter(jvm -> jvm.getValue().contains("YarnTaskExecutorRunner"))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
