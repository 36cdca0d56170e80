package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Tallies;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A job with checkpoints: an executor is killed, it is stopped with a savepoint, goes on with another parallelism, is cancelled with a
 * savepoint, and goes on again.
 */
class SavepointIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Pattern JOB = Pattern.compile("JobID ([0-9a-f]{32})");
    private static final Pattern RESTORED = Pattern.compile("\"restored\":(\\d+)");
    private static final Pattern COMPLETED = Pattern.compile("\"completed\":(\\d+)");
    private static final Pattern LOCAL =
            Pattern.compile("has read [1-9]\\d* of \\d+ parts of its state from local copies");
    private static final Pattern PATH = Pattern.compile("Savepoint (?:completed\\. Path:|stored in) (\\S+?)\\.?\\n");

    @RegisterExtension
    final OnCluster on = new OnCluster(PATIENCE);

    private String directory;
    private String jar;
    private Path gate;

    /** A run of the job, with all its tasks RUNNING. */
    private record Started(Flink.Running client, String application, String job) {}

    private Started running(String... options) throws Exception {
        Flink.Running client = start(options);
        String application = client.awaitApplication(PATIENCE);
        client.awaitRunningJob(PATIENCE);
        Matcher submitted = JOB.matcher(client.said(-1).out());
        assertThat(submitted.find()).isTrue();
        return new Started(client, application, submitted.group(1));
    }

    private Flink.Running start(String... options) throws Exception {
        String[] run = {
            "run",
            "-m",
            "yarn-cluster",
            "-yjm",
            "768",
            "-ytm",
            "1024",
            "-Dexecution.checkpointing.interval=500 ms",
            "-Dexecution.checkpointing.dir=hdfs://" + directory + "/checkpoints",
            "-Dexecution.checkpointing.savepoint-dir=hdfs://" + directory + "/savepoints",
        };
        String[] program = {jar, "hdfs://" + directory + "/out", gate.toString()};
        return on.flink()
                .start(Stream.of(run, options, program).flatMap(Arrays::stream).toArray(String[]::new));
    }

    private Flink.Result flink(String... arguments) throws Exception {
        return on.flink().run(PATIENCE, arguments);
    }

    @BeforeEach
    void prepare() throws Exception {
        directory = "/tallies/" + System.nanoTime();
        jar = Jars.of(Tallies.class, on.directory());
        gate = on.directory().resolve("gate");
    }

    @Test
    void everyRecordIsCountedOnceThroughAKillAStopAndAnotherParallelism() throws Exception {
        Started first = running("-p", "2", "-ys", "1");
        String application = first.application();
        String job = first.job();
        String checkpoints = "/proxy/" + application + "/jobs/" + job + "/checkpoints";
        awaitCheckpoints(checkpoints, COMPLETED, 1);

        Flink.Result taken = flink("savepoint", job, "-yid", application);
        assertThat(taken.exitCode()).as(taken.toString()).isZero();
        assertThat(taken.out().lines().toList())
                .as(taken.toString())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Triggering savepoint for job " + job + "."),
                        line -> assertThat(line).isEqualTo("Waiting for response..."),
                        line -> assertThat(line)
                                .matches("Savepoint completed\\. Path: hdfs:.*" + directory + "/savepoints/savepoint-"
                                        + job.substring(0, 6) + "-[0-9a-f]{12}"),
                        line -> assertThat(line)
                                .isEqualTo("You can resume your program from this savepoint with the run command."));

        ProcessHandle.of(on.cluster().executors().get(0)).orElseThrow().destroyForcibly();
        String statistics = awaitCheckpoints(checkpoints, RESTORED, 1);
        assertThat(statistics).containsPattern("\"restore_timestamp\":\\d+,\"is_savepoint\":false");

        Flink.Result checkpointed = flink("checkpoint", job);
        assertThat(checkpointed.out().lines().toList())
                .as(checkpointed.toString())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Triggering checkpoint for job " + job + "."),
                        line -> assertThat(line).isEqualTo("Waiting for response..."),
                        line -> assertThat(line)
                                .matches("Checkpoint\\(CONFIGURED\\) \\d+ for job " + job + " completed\\."),
                        line -> assertThat(line)
                                .isEqualTo("You can resume your program from this checkpoint with the run command."));

        Flink.Result stopped = flink("stop", "-yid", application, job);
        assertThat(stopped.exitCode()).as(stopped.toString()).isZero();
        assertThat(stopped.out()).startsWith("Suspending job \"" + job + "\" with a savepoint.\n");
        Flink.Result ended = first.client().await(PATIENCE);
        assertThat(ended.exitCode()).as(ended.toString()).isZero();
        assertThat(ended.out()).contains("Job " + job + " is FINISHED");
        String savepoint = path(stopped);

        String cancelled = cancelWithSavepoint(running("-p", "3", "-ys", "3", "-s", savepoint));
        Files.createFile(gate);
        Flink.Result done = start("-p", "2", "-ys", "2", "-s", cancelled).await(PATIENCE);
        assertThat(done.exitCode()).as(done.toString()).isZero();
        assertThat(on.cluster().read(directory + "/out").lines().sorted().toList())
                .isEqualTo(everyCountOnce());

        Flink.Result described = flink("savepoint", "--describe", savepoint);
        assertThat(described.out())
                .as(described.toString())
                .startsWith("Savepoint " + savepoint)
                .contains("parallelism 2, at most 128", "'count': Long");
        Flink.Result disposed = flink("savepoint", "-d", savepoint);
        assertThat(disposed.out()).as(disposed.toString()).endsWith("Savepoint '" + savepoint + "' disposed.\n");
        Flink.Result refused = flink("run", "-m", "yarn-cluster", "-s", savepoint, jar);
        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.err())
                .contains("error: there is no checkpoint or savepoint at " + savepoint + ": it does not exist");
    }

    /** With the options of storage that the other tests leave at their defaults. */
    @Test
    void everyRecordIsCountedOnceWithRocksDbSharedFilesAndLocalCopies() throws Exception {
        Started first = running(
                "-p",
                "2",
                "-ys",
                "1",
                "-Dstate.backend.type=rocksdb",
                "-Dexecution.checkpointing.incremental=true",
                "-Dexecution.checkpointing.data-inline-threshold=0 b",
                "-Dexecution.checkpointing.file-merging.enabled=true",
                "-Dexecution.state-recovery.from-local=true");
        String checkpoints = "/proxy/" + first.application() + "/jobs/" + first.job() + "/checkpoints";
        awaitCheckpoints(checkpoints, COMPLETED, 2);
        assertThat(on.cluster().files(directory + "/checkpoints/" + first.job() + "/shared"))
                .isNotEmpty();

        ProcessHandle.of(on.cluster().executors().get(0)).orElseThrow().destroyForcibly();
        awaitCheckpoints(checkpoints, RESTORED, 1);
        Await.until(
                PATIENCE,
                "a task to read local copies",
                () -> on.cluster().loggedBy(first.application()),
                log -> LOCAL.matcher(log).find());
        Files.createFile(gate);
        assertThat(first.client().await(PATIENCE).exitCode()).isZero();
        assertThat(on.cluster().read(directory + "/out").lines().sorted().toList())
                .isEqualTo(everyCountOnce());
        assertThat(on.cluster().files(directory + "/checkpoints")).isEmpty();
    }

    private String cancelWithSavepoint(Started second) throws Exception {
        String target = "hdfs://" + directory + "/cancelled";
        Flink.Result cancelled = flink("cancel", "-s", target, second.job());
        assertThat(cancelled.exitCode()).as(cancelled.toString()).isZero();
        assertThat(cancelled.out())
                .startsWith("Cancelling job " + second.job() + " with savepoint to " + target + ".\n")
                .contains("Cancelled job " + second.job() + ". Savepoint stored in hdfs:");
        assertThat(second.client().await(PATIENCE).out()).contains("Job " + second.job() + " is CANCELED");
        return path(cancelled);
    }

    @Test
    void aDrainedJobHasFinishedWithWhatItHadRead() throws Exception {
        Started job = running("-p", "1", "-ys", "1");
        awaitCheckpoints("/proxy/" + job.application() + "/jobs/" + job.job() + "/checkpoints", COMPLETED, 1);
        Flink.Result drained = flink("stop", "-d", job.job());
        assertThat(drained.exitCode()).as(drained.toString()).isZero();
        assertThat(drained.out()).startsWith("Draining job \"" + job.job() + "\" with a savepoint.\n");
        assertThat(job.client().await(PATIENCE).out()).contains("Job " + job.job() + " is FINISHED");
        assertThat(path(drained)).contains(directory + "/savepoints/savepoint-");

        List<String> counted =
                on.cluster().read(directory + "/out").lines().sorted().toList();
        assertThat(counted).isNotEmpty().doesNotHaveDuplicates();
        assertThat(everyCountOnce()).containsAll(counted);
        assertThat(on.cluster().files(directory + "/out"))
                .as("no hidden file")
                .containsExactlyInAnyOrderElementsOf(on.cluster().visibleFiles(directory + "/out"));
    }

    private static List<String> everyCountOnce() {
        return IntStream.range(0, Tallies.KEYS)
                .boxed()
                .flatMap(key ->
                        IntStream.rangeClosed(1, Tallies.NUMBERS_OF_A_KEY).mapToObj(count -> key + " " + count))
                .sorted()
                .toList();
    }

    private static String path(Flink.Result said) {
        Matcher path = PATH.matcher(said.out());
        assertThat(path.find()).as(said.toString()).isTrue();
        return path.group(1);
    }

    /** Waits until a count of the checkpoints is so high; gives their statistics. */
    private String awaitCheckpoints(String address, Pattern count, int least) {
        return Await.until(
                PATIENCE, count + " at least " + least, () -> on.cluster().get(address), json -> {
                    Matcher found = count.matcher(json);
                    return found.find() && Integer.parseInt(found.group(1)) >= least;
                });
    }
}
