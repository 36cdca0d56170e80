package dev.weft.localhadoop;

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
 * One daemon: a JVM in a session of its own, known by a pid file.
 *
 * <p>A pid counts as ours only when that process carries our marker on its command line: after a crash or a reboot the number may belong to
 * anybody.
 */
final class Daemon {

    private static final List<String> SMALL_JVM = List.of(
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:-UsePerfData",
            "-Xshare:auto",
            "-Djava.net.preferIPv4Stack=true");

    private static final long POLL_MS = 20;

    private final Role role;
    private final Layout layout;

    Daemon(Role role, Layout layout) {
        this.role = role;
        this.layout = layout;
    }

    Role role() {
        return role;
    }

    Path log() {
        return layout.logs().resolve(role.label() + ".log");
    }

    /** The running process, if there is one. */
    Optional<ProcessHandle> process() throws IOException {
        String pid;
        try {
            pid = Files.readString(pidFile()).strip();
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

    /** Starts the JVM and returns at once; it lives on when the caller ends. */
    Process launch() throws IOException {
        Process process = start(log(), List.of(role.mainClass()));
        Files.writeString(pidFile(), process.pid() + "\n");
        return process;
    }

    /** Runs the daemon's class with arguments, as for formatting, and waits until it ends. */
    void runOnce(Path output, Duration patience, String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(role.mainClass()));
        command.addAll(List.of(args));
        Process process = start(output, command);
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new LocalHadoopException(
                    role.label() + " " + args[0] + " did not end within " + patience.toSeconds() + " s; see " + output);
        }
        if (process.exitValue() != 0) {
            throw new LocalHadoopException(
                    role.label() + " " + args[0] + " failed with exit code " + process.exitValue() + "; see " + output);
        }
    }

    private Process start(Path output, List<String> mainAndArgs) throws IOException {
        List<String> command = new ArrayList<>();
        // A session of its own: Ctrl-C and a closing terminal reach the caller, not the daemon.
        onPath("setsid").or(() -> onPath("nohup")).ifPresent(tool -> command.add(tool.toString()));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add(marker());
        command.addAll(SMALL_JVM);
        command.addAll(role.jvmFlags());
        // Names come from this file alone, so that a machine without a network or with a host name that does not
        // resolve works as well.
        command.add("-Djdk.net.hosts.file=" + layout.daemonResources().resolve("hosts"));
        command.add("-Dlog4j.configuration=daemon-log4j.properties");
        command.addAll(List.of("-cp", layout.daemonClassPath()));
        command.addAll(mainAndArgs);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(layout.dir().toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(output.toFile())
                .redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("HADOOP_CONF_DIR", layout.conf().toString());
        builder.environment().remove("HADOOP_CLASSPATH");
        builder.environment().remove("HADOOP_USER_NAME");
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        return builder.start();
    }

    /** Asks the process to end, without waiting for it. */
    void askToEnd() throws IOException {
        process().ifPresent(ProcessHandle::destroy);
    }

    /** Asks the process to end, and forces it after {@code patience}. Returns when it is gone. */
    void stop(Duration patience) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = process();
        if (process.isPresent()) {
            end(process.get(), patience);
        }
        Files.deleteIfExists(pidFile());
    }

    static void end(ProcessHandle process, Duration patience) throws InterruptedException {
        process.destroy();
        if (!waitForEnd(process, patience)) {
            process.destroyForcibly();
            waitForEnd(process, patience);
        }
    }

    /** Polls, because {@link ProcessHandle#onExit} looks at processes that are not our children only every few seconds. */
    static boolean waitForEnd(ProcessHandle process, Duration patience) throws InterruptedException {
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
        return "-Dweft.local-hadoop=" + role.label() + "@" + layout.dir();
    }

    private Path pidFile() {
        return layout.pids().resolve(role.label() + ".pid");
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
