package dev.weft.yarn.common.launch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.configuration.OutOfMemory.Process;
import dev.weft.yarn.common.launch.ContainerExit.Blame;
import org.junit.jupiter.api.Test;

class ContainerExitTest {

    @Test
    void aKilledContainerNamesTheSignal() {
        ContainerExit exit = ContainerExit.of(
                Process.TASKMANAGER,
                137,
                "[2026-11-20 23:00:00.1]Container killed on request. Exit code is 137\n"
                        + "[2026-11-20 23:00:00.2]Container exited with a non-zero exit code 137. \n"
                        + "[2026-11-20 23:00:00.3]Killed by external signal\n");

        assertThat(exit.cause())
                .startsWith("exited with code 137, ended by SIGKILL")
                .endsWith(")");
        assertThat(exit.blame()).isEqualTo(Blame.PROCESS);
    }

    @Test
    void tooMuchMemoryIsSaidInTheReadersWords() {
        ContainerExit exit = ContainerExit.of(
                Process.TASKMANAGER,
                -104,
                "Container [pid=1,containerID=container_1_1_01_000002] is running 12MB beyond the 'PHYSICAL' memory"
                        + " limit.");

        assertThat(exit.cause())
                .contains("killed by the NodeManager for memory")
                .contains("exit status -104")
                .contains("running 12MB beyond");
        assertThat(exit.blame()).isEqualTo(Blame.PROCESS);
    }

    @Test
    void theClustersFaultsAreNotTheProcesss() {
        for (int status : new int[] {-100, -101, -102, -106, -108}) {
            assertThat(ContainerExit.of(Process.TASKMANAGER, status, "").blame())
                    .as("%d", status)
                    .isEqualTo(Blame.CLUSTER);
        }
        assertThat(ContainerExit.of(Process.TASKMANAGER, -105, "").blame()).isEqualTo(Blame.NONE);
    }

    @Test
    void theFirstUsefulLineOfTheDiagnosticsIsShown() {
        ContainerExit exit = ContainerExit.of(Process.TASKMANAGER, 1, """
            [2026-11-20 23:00:00.1]Exception from container-launch.
            Container id: container_1_1_01_000002
            Exit code: 1

            [2026-11-20 23:00:00.2]Container exited with a non-zero exit code 1. Error file: prelaunch.err.
            Last 4096 bytes of prelaunch.err :
            Last 4096 bytes of taskmanager.err :
            Error: Could not find or load main class dev.weft.X
            """);

        assertThat(exit.cause())
                .isEqualTo("exited with code 1: it did not start: Error: Could not find or load main class dev.weft.X");
    }

    @Test
    void ourOwnCodesAreExplained() {
        assertThat(ContainerExit.of(Process.TASKMANAGER, ProcessExit.JOB_MANAGER_LOST.code(), "")
                        .cause())
                .isEqualTo("exited with code 12: the JobManager was gone for longer than its lease");
    }

    @Test
    void memoryThatRanOutIsNamedByTheKeyThatGivesIt() {
        String lastWords = """
            [2026-11-20 23:00:00.1]Exception from container-launch.
            Last 4096 bytes of prelaunch.err :
            # java.lang.OutOfMemoryError: Metaspace
            """;
        assertThat(ContainerExit.of(Process.TASKMANAGER, 3, lastWords).cause())
                .isEqualTo("exited with code 3: its JVM ran out of memory: its classes need more room: raise"
                        + " taskmanager.memory.jvm-metaspace.size (java.lang.OutOfMemoryError: Metaspace)");
        assertThat(ContainerExit.of(Process.JOBMANAGER, 3, "").cause())
                .isEqualTo(
                        "exited with code 3: its JVM ran out of memory: raise jobmanager.memory.process.size (-yjm)");
        assertThat(ContainerExit.of(Process.JOBMANAGER, -104, "").cause())
                .contains("raise jobmanager.memory.process.size (-yjm) or jobmanager.memory.jvm-overhead.fraction");
    }
}
