package dev.weft.localkafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The broker's JVM, in a session of its own, known by a pid file.
 *
 * <p>A pid counts as ours only when that process carries our marker on its command line: after a crash or a reboot the
 * number may belong to anybody.
 */
final class BrokerProcess {

    private static final List<String> SMALL_JVM = List.of(
            "-Xmx384m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true",
            "-Dorg.slf4j.simpleLogger.showDateTime=true",
            "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
            "-Dorg.slf4j.simpleLogger.showThreadName=false");

    private static final long POLL_MS = 20;

    private final Layout layout;

    BrokerProcess(Layout layout) {
        this.layout = layout;
    }

    /** The running process, if there is one. */
    Optional<ProcessHandle> handle() throws IOException {
        String pid;
        try {
            pid = Files.readString(layout.pid()).strip();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return pid.matches("\\d{1,18}") ? ProcessHandle.of(Long.parseLong(pid)).filter(this::isOurs) : Optional.empty();
    }

    private boolean isOurs(ProcessHandle process) {
        String marker = marker();
        return process.isAlive()
                && process.info()
                        .arguments()
                        .filter(arguments -> List.of(arguments).contains(marker))
                        .isPresent();
    }

    /**
     * Starts the broker and returns at once; it lives on when the caller ends. Until the new process has become a JVM,
     * {@link #handle} may miss it: while one program replaces another, a process has no command line.
     */
    Process launch() throws IOException {
        Process process =
                start(layout.log(), List.of("kafka.Kafka", layout.properties().toString()));
        Files.writeString(layout.pid(), process.pid() + "\n");
        return process;
    }

    /** Prepares the data directory, and waits until that is done. */
    void format(String clusterId, Duration patience) throws IOException, InterruptedException {
        Process process = start(
                layout.formatLog(),
                List.of(
                        "kafka.tools.StorageTool",
                        "format",
                        "--config",
                        layout.properties().toString(),
                        "--cluster-id",
                        clusterId,
                        "--ignore-formatted"));
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new LocalKafkaException("Formatting the broker's directory did not end within " + patience.toSeconds()
                    + " s; see " + layout.formatLog());
        }
        if (process.exitValue() != 0) {
            throw new LocalKafkaException("Formatting the broker's directory failed with exit code "
                    + process.exitValue() + "; see " + layout.formatLog());
        }
    }

    private Process start(Path output, List<String> mainAndArgs) throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own: Ctrl-C and a closing terminal reach the caller, not the broker.
        onPath("setsid").or(() -> onPath("nohup")).ifPresent(tool -> command.add(tool.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(marker());
        command.addAll(SMALL_JVM);
        command.addAll(List.of("-cp", layout.kafkaJars() + "/*"));
        command.addAll(mainAndArgs);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(layout.dir().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** Asks the process to end, and forces it after {@code patience}. Returns when it is gone. */
    void stop(Duration patience) throws IOException, InterruptedException {
        Optional<ProcessHandle> running = handle();
        if (running.isPresent()) {
            ProcessHandle process = running.get();
            process.destroy();
            if (!waitForEnd(process, patience)) {
                process.destroyForcibly();
                waitForEnd(process, patience);
            }
        }
        Files.deleteIfExists(layout.pid());
    }

    /** Polls, because {@link ProcessHandle#onExit} looks at processes that are not our children only every few seconds. */
    private static boolean waitForEnd(ProcessHandle process, Duration patience) throws InterruptedException {
        long deadlineNs = System.nanoTime() + patience.toNanos();
        while (!hasEnded(process)) {
            if (System.nanoTime() > deadlineNs) {
                return false;
            }
            Thread.sleep(POLL_MS);
        }
        return true;
    }

    /** A process that has ended but was not yet collected by its parent is still listed, but without a command. */
    private static boolean hasEnded(ProcessHandle process) {
        return !process.isAlive() || process.info().command().isEmpty();
    }

    private String marker() {
        return "-Dweft.local-kafka=" + layout.dir();
    }

    private static Optional<Path> onPath(String tool) {
        for (String dir : System.getenv().getOrDefault("PATH", "/usr/bin:/bin").split(":")) {
            Path candidate = Path.of(dir, tool);
            if (Files.isExecutable(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }
}
