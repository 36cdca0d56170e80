package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Endless;
import dev.weft.it.programs.Exits;
import dev.weft.it.programs.Throws;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a user is told when something dies, and that nothing is left behind. */
class FailureIT {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final String[] RUN = {
        "run", "-m", "yarn-cluster", "-p", "2", "-ys", "1", "-yjm", "768", "-ytm", "1024"
    };

    @RegisterExtension
    final OnCluster on = new OnCluster(PATIENCE);

    @Test
    void theUsersOwnExceptionComesFirst() throws Exception {
        Flink.Result result = on.flink().run(PATIENCE, arguments(Jars.of(Throws.class, on.directory())));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("java.lang.IllegalStateException: user says no to 1000");
        Cluster.Application ended = on.cluster().awaitEnd(result.application(), PATIENCE);
        assertThat(ended.finalStatus()).isEqualTo("FAILED");
        assertThat(ended.diagnostics()).contains("user says no to 1000");
    }

    @Test
    void aFunctionThatCallsExitFailsTheJob() throws Exception {
        Flink.Result result = on.flink().run(PATIENCE, arguments(Jars.of(Exits.class, on.directory())));
        assertThat(result.exitCode()).as(result.toString()).isEqualTo(1);
    }

    @Test
    void aKilledExecutorFailsTheJobAndIsNamedWithItsExit() throws Exception {
        Flink.Running running = on.flink().start(arguments(Jars.of(Endless.class, on.directory())));
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
        Flink.Running running = on.flink().start(arguments(Jars.of(Endless.class, on.directory())));
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
                        on.cluster()::containerJvms,
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
