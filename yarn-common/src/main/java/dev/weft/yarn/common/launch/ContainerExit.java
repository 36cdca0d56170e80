package dev.weft.yarn.common.launch;

import dev.weft.engine.common.ProcessExit;
import dev.weft.engine.configuration.OutOfMemory;
import dev.weft.engine.configuration.OutOfMemory.Process;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Explanation of a container's exit status, for users and for the limit of failed starts.
 *
 * @param status YARN's exit status: negative numbers are YARN's own, positive ones the process's
 * @param cause one sentence part: what happened, with status, signal and the first useful line of YARN's diagnostics
 * @param blame who is to be blamed for it
 */
public record ContainerExit(int status, String cause, Blame blame) {

    /** Who caused the exit. */
    public enum Blame {
        /** Nobody: it exited normally or was released. */
        NONE,
        /** The cluster: node lost, preempted, disks failed. Does not count as a failed start. */
        CLUSTER,
        /** The process itself. */
        PROCESS
    }

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP", 2, "SIGINT", 3, "SIGQUIT", 6, "SIGABRT", 7, "SIGBUS", 9, "SIGKILL", 11, "SIGSEGV", 15,
            "SIGTERM");

    /** Explains the exit status of a process of that kind with the diagnostics that came with it. */
    public static ContainerExit of(Process kind, int status, String diagnostics) {
        return switch (status) {
            case 0 -> new ContainerExit(status, "exited with code 0", Blame.NONE);
            case -100 -> cluster(status, "was released, or its node was lost", diagnostics);
            case -101 -> cluster(status, "was stopped because the node's disks failed", diagnostics);
            case -102 -> cluster(status, "was preempted by the scheduler for another queue", diagnostics);
            case -103 ->
                process(
                        status,
                        "was killed by the NodeManager for memory: it used more virtual memory than allowed"
                                + " (raise yarn.nodemanager.vmem-pmem-ratio or the container's memory)",
                        diagnostics);
            case -104 ->
                process(
                        status,
                        "was killed by the NodeManager for memory: it used more physical memory than it was granted"
                                + " (raise " + kind.size() + " or " + kind.key("jvm-overhead.fraction") + ")",
                        diagnostics);
            case -105 -> new ContainerExit(status, "was stopped by the application", Blame.NONE);
            case -106 -> cluster(status, "was killed by the ResourceManager", diagnostics);
            case -107 -> new ContainerExit(status, "was killed because the application had ended", Blame.NONE);
            case -108 -> cluster(status, "was killed by the NodeManager's scheduler", diagnostics);
            case -109 -> process(status, "was killed by the NodeManager for writing too many logs", diagnostics);
            case -1000 -> cluster(status, "never started", diagnostics);
            case 3 ->
                new ContainerExit(
                        status,
                        "exited with code 3: " + ProcessExit.OUT_OF_MEMORY.meaning() + ": "
                                + outOfMemory(kind, diagnostics),
                        Blame.PROCESS);
            default -> process(status, code(status), diagnostics);
        };
    }

    /** The launch command lets the JVM write its last words where the NodeManager reads them. */
    private static String outOfMemory(Process kind, String diagnostics) {
        return OutOfMemory.find(diagnostics).orElse(OutOfMemory.OTHER).advice(kind)
                + OutOfMemory.jvmMessage(diagnostics)
                        .map(words -> " (" + words + ")")
                        .orElse("");
    }

    private static String code(int status) {
        if (status > 128 && status < 160) {
            int signal = status - 128;
            String name = SIGNALS.getOrDefault(signal, "signal " + signal);
            String by = signal == 9 ? " (killed from outside: by an operator, or by the kernel for memory)" : "";
            return "exited with code " + status + ", ended by " + name + by;
        }
        Optional<ProcessExit> own = Arrays.stream(ProcessExit.values())
                .filter(e -> e.code() == status)
                .findFirst();
        if (own.isPresent()) {
            return "exited with code " + status + ": " + own.get().meaning();
        }
        return switch (status) {
            case 1 -> "exited with code 1: it did not start";
            case 126, 127 ->
                "exited with code " + status + ": its java command could not be run (check JAVA_HOME on the node)";
            default -> "exited with code " + status;
        };
    }

    private static ContainerExit cluster(int status, String cause, String diagnostics) {
        return new ContainerExit(status, cause + " (exit status " + status + ")" + detail(diagnostics), Blame.CLUSTER);
    }

    private static ContainerExit process(int status, String cause, String diagnostics) {
        String named = status < 0 ? cause + " (exit status " + status + ")" : cause;
        return new ContainerExit(status, named + detail(diagnostics), Blame.PROCESS);
    }

    private static String detail(String diagnostics) {
        return firstUsefulLine(diagnostics).map(line -> ": " + line).orElse("");
    }

    /** The first line of the diagnostics that says more than that and with which code a container ended. */
    static Optional<String> firstUsefulLine(String diagnostics) {
        return diagnostics
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isBoilerplate(line))
                .findFirst()
                .map(line -> line.length() <= 300 ? line : line.substring(0, 300) + " …");
    }

    private static boolean isBoilerplate(String line) {
        return line.startsWith("[") && line.contains("]Exception from container-launch")
                || line.startsWith("Exception from container-launch")
                || line.startsWith("Container id:")
                || line.startsWith("Exit code:")
                || line.startsWith("Stack trace:")
                || line.startsWith("at org.apache.hadoop")
                || line.startsWith("Shell output:")
                || line.startsWith("Last 4096 bytes of")
                || line.contains("Container exited with a non-zero exit code")
                || line.contains("Container killed on request")
                || line.contains("Container released by application")
                || line.contains("Killed by external signal");
    }
}
