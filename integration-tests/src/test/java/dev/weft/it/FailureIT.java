package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.it.programs.Endless;
import dev.weft.it.programs.Exits;
import dev.weft.it.programs.FindsItsException;
import dev.weft.it.programs.Throws;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Error messages when a process dies, and that no container or file is left. */
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
    void aProgramFindsItsOwnExceptionAmongTheCausesAndExitsWithItsOwnCode() throws Exception {
        String jar = Jars.of(FindsItsException.class, on.directory());
        Flink.Result returned = on.flink().run(PATIENCE, arguments(jar));
        assertThat(returned.exitCode()).as(returned.toString()).isZero();
        Flink.Result exited = on.flink().run(PATIENCE, arguments(jar, new String[0], "7"));
        assertThat(exited.exitCode()).as(exited.toString()).isEqualTo(7);
        Flink.Result early = on.flink().run(PATIENCE, arguments(jar, new String[0], "early"));
        assertThat(early.exitCode()).as(early.toString()).isEqualTo(5);
        assertThat(early.err()).contains("nothing was submitted");
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

    @Test
    void anApplicationMasterThatIsToldToEndLeavesItsFilesToTheNextAttemptAndTheLastOneDeletesThem() throws Exception {
        String[] twice = arguments(Jars.of(Endless.class, on.directory()), "-d", "-Dyarn.application-attempts=2");
        Flink.Result submitted = on.flink().run(PATIENCE, twice);
        assertThat(submitted.exitCode()).as(submitted.toString()).isZero();
        long first = awaitProcess("YarnJobClusterEntrypoint");
        ProcessHandle.of(first).orElseThrow().destroy();

        Await.until(
                PATIENCE,
                "the second attempt",
                () -> processes("YarnJobClusterEntrypoint"),
                masters -> masters.stream().anyMatch(pid -> pid != first));
        awaitProcess("YarnTaskExecutorRunner");
        assertThat(on.cluster().stagingDirectories()).containsExactly(submitted.application());

        // Nobody but the application master is left to see this end.
        on.cluster().kill(submitted.application());
        Await.until(PATIENCE, "no staging directory", this::stagingDirectories, List::isEmpty);
    }

    private List<String> stagingDirectories() {
        try {
            return on.cluster().stagingDirectories();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long awaitProcess(String mainClass) {
        return Await.until(
                        PATIENCE,
                        "a container with " + mainClass,
                        () -> processes(mainClass),
                        found -> !found.isEmpty())
                .get(0);
    }

    private List<Long> processes(String mainClass) {
        return on.cluster().containerJvms().entrySet().stream()
                .filter(jvm -> jvm.getValue().contains(mainClass))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static String[] arguments(String jar, String... more) {
        return arguments(jar, more, new String[0]);
    }

    /** @param ofProgram the program's own arguments */
    private static String[] arguments(String jar, String[] more, String... ofProgram) {
        return Stream.of(RUN, more, new String[] {jar}, ofProgram)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }
}
