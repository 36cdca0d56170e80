package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Endless;
import dev.weft.it.programs.Exits;
import dev.weft.it.programs.Throws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when something dies, and that nothing is left behind. */
@ExtendWith(Cluster.Provider.class)
class FailureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String[] RUN = {
        "run", "-m", "yarn-cluster", "-p", "2", "-ys", "1", "-yjm", "768", "-ytm", "1024"
    };

    @TempDir
    Path directory;

    private Cluster cluster;
    private Flink flink;

    @BeforeEach
    void connect(Cluster cluster) {
        this.cluster = cluster;
        this.flink = new Flink(cluster.environment(), directory);
    }

    @AfterEach
    void nothingIsLeft() throws IOException {
        flink.killWhatStillRuns(cluster);
        Await.until(PATIENCE, "all containers to be gone", cluster::containerJvms, Map::isEmpty);
        Await.until(PATIENCE, "no staging directory", this::stagingDirectories, List::isEmpty);
    }

    private List<String> stagingDirectories() {
        try {
            return cluster.stagingDirectories();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theUsersOwnExceptionComesFirst() throws Exception {
        Flink.Result result = flink.run(PATIENCE, arguments(Jars.of(Throws.class, directory)));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("java.lang.IllegalStateException: user says no to 1000");
        Cluster.Application ended = cluster.awaitEnd(result.application(), PATIENCE);
        assertThat(ended.finalStatus()).isEqualTo("FAILED");
        assertThat(ended.diagnostics()).contains("user says no to 1000");
    }

    @Test
    void aFunctionThatCallsExitFailsTheJob() throws Exception {
        Flink.Result result = flink.run(PATIENCE, arguments(Jars.of(Exits.class, directory)));
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    }

    @Test
    void aKilledExecutorFailsTheJobAndIsNamedWithItsExit() throws Exception {
        Flink.Running running = flink.start(arguments(Jars.of(Endless.class, directory)));
        running.awaitRunningJob(PATIENCE);
        long executor = awaitProcess("YarnTaskExecutorRunner");
        ProcessHandle.of(executor).orElseThrow().destroyForcibly();

        Flink.Result result = running.await(PATIENCE);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .containsPattern("container_\\d+_\\d+_\\d+_\\d+")
                .contains("137");
    }

    @Test
    void aKilledApplicationMasterLeavesNoContainer() throws Exception {
        Flink.Running running = flink.start(arguments(Jars.of(Endless.class, directory)));
        running.awaitRunningJob(PATIENCE);
        awaitProcess("YarnTaskExecutorRunner");
        ProcessHandle.of(awaitProcess("YarnJobClusterEntrypoint")).orElseThrow().destroyForcibly();

        Flink.Result result = running.await(PATIENCE);
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    }

    private long awaitProcess(String mainClass) {
        return Await.until(
                        PATIENCE,
                        "a container with " + mainClass,
                        cluster::containerJvms,
                        jvms -> jvms.values().stream().anyMatch(command -> command.contains(mainClass)))
                .entrySet()
                .stream()
                .filter(jvm -> jvm.getValue().contains(mainClass))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static String[] arguments(String jar) {
        String[] all = Arrays.copyOf(RUN, RUN.length + 1);
        all[RUN.length] = jar;
        return all;
    }
}
