package dev.weft.localhadoop;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;

/**
 * The four daemons as one thing: start, stop, status.
 *
 * <p>Not thread-safe. All state is in the directory and in the processes, so any number of instances, in any process, may speak about the same
 * cluster; a lock file lets one at a time start or stop it.
 */
public final class LocalCluster {

    /** How long a daemon may take to end before it is killed. */
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);

    /**
     * The NodeManager waits for applications on their way out, even for those whose processes are gone. Nothing is lost by not waiting: what
     * still runs in containers is killed after it, and it clears its directories at the next start.
     */
    private static final Duration NODE_MANAGER_STOP_PATIENCE = Duration.ofSeconds(2);

    private static final Duration FORMAT_PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_MS = 50;

    /**
     * What may be chosen at start.
     *
     * @param portBase the first of consecutive ports; empty: free ones, those of the last run if possible
     * @param memoryMb what the NodeManager offers to containers; empty: 8192, at most half of the machine
     * @param patience how long the daemons may take until they accept work
     */
    public record Options(OptionalInt portBase, OptionalInt memoryMb, Duration patience) {

        private static final int NODE_MEMORY_MB = 8192;

        public static Options defaults() {
            return new Options(OptionalInt.empty(), OptionalInt.empty(), Duration.ofSeconds(90));
        }

        private int nodeMemoryMb() {
            return memoryMb.orElseGet(() -> (int) Math.min(NODE_MEMORY_MB, machineMemoryMb() / 2));
        }

        private static long machineMemoryMb() {
            return ManagementFactory.getOperatingSystemMXBean()
                            instanceof com.sun.management.OperatingSystemMXBean system
                    ? system.getTotalMemorySize() >> 20
                    : 2L * NODE_MEMORY_MB;
        }
    }

    /** How one daemon is doing; {@code web} is where its pages are. */
    public record DaemonStatus(Role role, Optional<ProcessHandle> process, URI web, Path log) {}

    private static final int NODE_VCORES = 8;

    private final Layout layout;
    private final Map<Role, Daemon> daemons = new EnumMap<>(Role.class);

    /**
     * @param dir the cluster's directory, which need not exist yet
     * @param hadoopJars the directory with the jars of Hadoop
     */
    public LocalCluster(Path dir, Path hadoopJars) {
        this.layout = new Layout(
                dir.toAbsolutePath().normalize(), hadoopJars.toAbsolutePath().normalize());
        for (Role role : Role.values()) {
            daemons.put(role, new Daemon(role, layout));
        }
    }

    /** Starts what is not running and returns when HDFS and YARN accept work. On failure, what this call started is stopped again. */
    public void start(Options options) throws IOException, InterruptedException {
        if (!Files.isDirectory(layout.hadoopJars())) {
            throw new LocalHadoopException(
                    "No Hadoop jars in " + layout.hadoopJars() + "; build the module local-hadoop first.");
        }
        if (layout.dir().toString().matches(".*[\\s,:*].*")) {
            throw new LocalHadoopException(
                    "Hadoop cannot live below " + layout.dir()
                            + ": a blank, comma, colon or asterisk in a path breaks its class path; choose another directory with --dir.");
        }
        for (Path path : List.of(layout.conf(), layout.logs(), layout.data(), layout.pids())) {
            Files.createDirectories(path);
        }
        try (FileChannel channel = lockFile();
                FileLock lock = lock(channel)) {
            assert lock.isValid();
            startLocked(options);
        }
    }

    private void startLocked(Options options) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + options.patience().toNanos();
        Ports ports = prepare(options);
        List<Daemon> started = new ArrayList<>();
        long nodeSinceMs = daemons.get(Role.NODE_MANAGER).process().isPresent() ? 0 : System.currentTimeMillis();
        try {
            // YARN does not need HDFS to come up, so it starts while the NameNode may still be formatting its
            // directory.
            for (Role role : List.of(Role.RESOURCE_MANAGER, Role.NODE_MANAGER, Role.NAME_NODE, Role.DATA_NODE)) {
                Daemon daemon = daemons.get(role);
                if (daemon.process().isEmpty()) {
                    if (role == Role.NAME_NODE) {
                        formatIfNew(daemon);
                    }
                    started.add(daemon);
                    daemon.launch();
                }
            }
            Health health = new Health(ports);
            await("HDFS", health::hdfsReady, deadlineNs, options.patience());
            makeUsualDirectories();
            await("YARN", () -> health.yarnReady(nodeSinceMs), deadlineNs, options.patience());
        } catch (IOException | InterruptedException | RuntimeException e) {
            for (Daemon daemon : started) {
                daemon.stop(Duration.ofSeconds(1));
            }
            throw e;
        }
    }

    /** The ports to use, with a configuration for them on disk. A cluster of which a part runs keeps what it has. */
    private Ports prepare(Options options) throws IOException {
        Optional<Ports> last = Ports.load(layout.ports());
        if (last.isPresent() && anyRunning()) {
            return last.get();
        }
        Ports ports = options.portBase().isPresent()
                ? Ports.from(options.portBase().getAsInt())
                : last.filter(Ports::allFree).orElseGet(() -> Ports.free(RandomGenerator.getDefault()));
        if (!ports.allFree()) {
            throw new LocalHadoopException("Another process listens on one of the ports "
                    + options.portBase().getAsInt() + " to "
                    + (options.portBase().getAsInt() + Port.values().length - 1)
                    + "; choose another --port-base, or leave it out to get free ports.");
        }
        new HadoopConfig(layout, ports, options.nodeMemoryMb(), NODE_VCORES).write();
        ports.save(layout.ports());
        return ports;
    }

    private boolean anyRunning() throws IOException {
        for (Daemon daemon : daemons.values()) {
            if (daemon.process().isPresent()) {
                return true;
            }
        }
        return false;
    }

    private void formatIfNew(Daemon nameNode) throws IOException, InterruptedException {
        if (!Files.exists(layout.nameNodeData().resolve("current").resolve("VERSION"))) {
            nameNode.runOnce(
                    layout.logs().resolve("format.log"), FORMAT_PATIENCE, "-format", "-force", "-nonInteractive");
        }
    }

    private void makeUsualDirectories() throws IOException {
        WebHdfs files = files();
        if (!files.exists("/tmp")) {
            files.makeDirectories("/tmp", "1777");
        }
        files.makeDirectories("/user/" + System.getProperty("user.name"), "755");
    }

    private void await(String what, BooleanSupplier ready, long deadlineNs, Duration patience)
            throws IOException, InterruptedException {
        while (!ready.getAsBoolean()) {
            for (Daemon daemon : daemons.values()) {
                if (daemon.process().isEmpty()) {
                    throw new LocalHadoopException("The " + daemon.role().label() + " ended while it started; its log "
                            + daemon.log() + " ends with:\n" + lastLines(daemon.log()));
                }
            }
            if (System.nanoTime() > deadlineNs) {
                throw new LocalHadoopException(what + " did not accept work within " + patience.toSeconds()
                        + " s; see the logs in " + layout.logs());
            }
            Thread.sleep(POLL_MS);
        }
    }

    private static String lastLines(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** Stops all daemons and every process that still runs in a container. Does nothing for a cluster that does not run. */
    public void stop() throws IOException, InterruptedException {
        if (!Files.isDirectory(layout.dir())) {
            return;
        }
        try (FileChannel channel = lockFile();
                FileLock lock = lock(channel)) {
            assert lock.isValid();
            // First the NodeManager, which ends its containers; were the others first, it would keep asking for them.
            daemons.get(Role.NODE_MANAGER).stop(NODE_MANAGER_STOP_PATIENCE);
            for (Daemon daemon : daemons.values()) {
                daemon.askToEnd();
            }
            for (Daemon daemon : daemons.values()) {
                daemon.stop(STOP_PATIENCE);
            }
            for (ProcessHandle orphan : containerProcesses()) {
                orphan.destroyForcibly();
                Daemon.waitForEnd(orphan, STOP_PATIENCE);
            }
        }
    }

    /** Kills one daemon as a crash would, or does nothing when it is not running. {@link #start} brings it back. */
    public void kill(Role role) throws IOException, InterruptedException {
        Optional<ProcessHandle> process = daemons.get(role).process();
        if (process.isPresent()) {
            process.get().destroyForcibly();
            Daemon.waitForEnd(process.get(), STOP_PATIENCE);
        }
    }

    /** The processes whose working directory is that of a container of this cluster. */
    public List<ProcessHandle> containerProcesses() {
        return ProcessHandle.allProcesses()
                .filter(process -> workingDirectory(process).startsWith(layout.containerWork()))
                .toList();
    }

    private static Path workingDirectory(ProcessHandle process) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"));
        } catch (IOException goneOrNotOurs) {
            return Path.of("/");
        }
    }

    public List<DaemonStatus> status() throws IOException {
        Ports ports = ports();
        List<DaemonStatus> result = new ArrayList<>();
        for (Daemon daemon : daemons.values()) {
            result.add(new DaemonStatus(
                    daemon.role(), daemon.process(), web(ports, daemon.role().webPort()), daemon.log()));
        }
        return result;
    }

    /** What HADOOP_CONF_DIR must be for clients of this cluster. */
    public Path configuration() {
        return layout.conf();
    }

    /** What HADOOP_CLASSPATH must be for clients of this cluster. */
    public String classPath() {
        return layout.clientClassPath();
    }

    /** Below it, one directory an application with one directory a container. */
    public Path containerLogs() {
        return layout.containerLogs();
    }

    /** The files in HDFS. The cluster must have been started once. */
    public WebHdfs files() throws IOException {
        return new WebHdfs(ports().of(Port.NAME_NODE_HTTP));
    }

    /** The ResourceManager's pages and REST interface. The cluster must have been started once. */
    public URI resourceManagerWeb() throws IOException {
        return web(ports(), Port.RESOURCE_MANAGER_HTTP);
    }

    private Ports ports() throws IOException {
        return Ports.load(layout.ports())
                .orElseThrow(
                        () -> new LocalHadoopException("There is no cluster in " + layout.dir() + "; start it first."));
    }

    private static URI web(Ports ports, Port port) {
        return URI.create("http://localhost:" + ports.of(port) + "/");
    }

    private FileChannel lockFile() throws IOException {
        return FileChannel.open(layout.dir().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private FileLock lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new LocalHadoopException(
                    "Another process is starting or stopping the cluster in " + layout.dir() + ".");
        }
        return lock;
    }
}
