package dev.weft.localkafka;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * One Kafka broker, which is its own controller: start, stop, status.
 *
 * <p>Not thread-safe. All state is in the directory and in the process, so any number of instances, in any process, may
 * speak about the same broker; a lock file lets one at a time start or stop it.
 */
public final class LocalBroker {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration FORMAT_PATIENCE = Duration.ofSeconds(60);
    private static final int ANSWER_TIMEOUT_MS = 2_000;
    private static final long POLL_MS = 50;
    private static final String HOST = "127.0.0.1";

    private final Layout layout;
    private final BrokerProcess process;

    /**
     * What may be chosen at start.
     *
     * @param portBase the first of two consecutive ports; empty: free ones, those of the last run if possible
     * @param patience how long the broker may take until it accepts work
     * @param settings properties of the broker that replace or extend its usual ones
     */
    public record Options(OptionalInt portBase, Duration patience, Map<String, String> settings) {

        /** Free ports, a minute, and no settings. */
        public static Options defaults() {
            return new Options(OptionalInt.empty(), Duration.ofSeconds(60), Map.of());
        }
    }

    /**
     * @param dir the broker's directory, which need not exist yet
     * @param kafkaJars the directory with the jars of Kafka
     */
    public LocalBroker(Path dir, Path kafkaJars) {
        this.layout = new Layout(
                dir.toAbsolutePath().normalize(), kafkaJars.toAbsolutePath().normalize());
        this.process = new BrokerProcess(layout);
    }

    /** Starts the broker if it does not run, and returns when it accepts work. On failure it is stopped again. */
    public void start(Options options) throws IOException, InterruptedException {
        if (!Files.isDirectory(layout.kafkaJars())) {
            throw new LocalKafkaException(
                    "No Kafka jars in " + layout.kafkaJars() + "; build the module local-kafka first.");
        }
        Files.createDirectories(layout.dir());
        try (FileChannel channel =
                        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            if (process.handle().isEmpty()) {
                startStopped(options);
            }
        }
    }

    private void startStopped(Options options) throws IOException, InterruptedException {
        long deadlineNs = System.nanoTime() + options.patience().toNanos();
        Ports ports = choosePorts(options);
        writeProperties(ports, options.settings());
        ports.save(layout.ports());
        if (!Files.exists(layout.data().resolve("meta.properties"))) {
            process.format(newClusterId(), FORMAT_PATIENCE);
        }
        try {
            awaitReady(process.launch(), ports, deadlineNs, options.patience());
        } catch (IOException | InterruptedException | RuntimeException failure) {
            process.stop(Duration.ofSeconds(1));
            throw failure;
        }
    }

    private Ports choosePorts(Options options) throws IOException {
        if (options.portBase().isPresent()) {
            Ports ports = Ports.from(options.portBase().getAsInt());
            if (!ports.allFree()) {
                throw new LocalKafkaException("Another process listens on port " + ports.clients() + " or "
                        + ports.controller() + "; choose another --port-base, or leave it out to get free ports.");
            }
            return ports;
        }
        return Ports.load(layout.ports())
                .filter(Ports::allFree)
                .orElseGet(() -> Ports.free(RandomGenerator.getDefault()));
    }

    private void writeProperties(Ports ports, Map<String, String> settings) throws IOException {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", "1");
        properties.put("controller.quorum.voters", "1@" + HOST + ":" + ports.controller());
        properties.put(
                "listeners",
                "CLIENTS://" + HOST + ":" + ports.clients() + ",CONTROLLER://" + HOST + ":" + ports.controller());
        properties.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put("inter.broker.listener.name", "CLIENTS");
        properties.put("controller.listener.names", "CONTROLLER");
        properties.put("log.dirs", layout.data().toString());
        // There is one broker to hold the copies of everything.
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("offsets.topic.num.partitions", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("transaction.state.log.num.partitions", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
        // Records of trials and tests often have timestamps of long ago, which would be deleted after minutes.
        properties.put("log.retention.ms", "-1");
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("controlled.shutdown.enable", "false");
        // A broker that was killed is taken back only when its controller has missed it for that long.
        properties.put("broker.session.timeout.ms", "3000");
        properties.put("broker.heartbeat.interval.ms", "500");
        properties.putAll(settings);
        List<String> lines = new ArrayList<>();
        properties.forEach((key, value) -> lines.add(key + "=" + value));
        Files.write(layout.properties(), lines);
    }

    /** Sixteen bytes in the alphabet that Kafka wants. */
    private static String newClusterId() {
        UUID id = UUID.randomUUID();
        byte[] bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        // A leading dash would be taken for an option.
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).replaceFirst("^-", "A");
    }

    private void awaitReady(Process broker, Ports ports, long deadlineNs, Duration patience)
            throws IOException, InterruptedException {
        while (!answers(ports)) {
            if (!broker.isAlive()) {
                throw new LocalKafkaException(
                        "The broker ended while it started; its log " + layout.log() + " ends with:\n" + lastLines());
            }
            if (System.nanoTime() > deadlineNs) {
                throw new LocalKafkaException(
                        "The broker did not accept work within " + patience.toSeconds() + " s; see " + layout.log());
            }
            Thread.sleep(POLL_MS);
        }
    }

    /** Asks which requests the broker understands (ApiVersions, version 0): it answers when it has joined its controller. */
    private static boolean answers(Ports ports) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getByName(HOST), ports.clients()), ANSWER_TIMEOUT_MS);
            socket.setSoTimeout(ANSWER_TIMEOUT_MS);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeInt(10); // bytes that follow
            out.writeShort(18); // ApiVersions
            out.writeShort(0);
            out.writeInt(1); // correlation
            out.writeShort(-1); // no client id
            out.flush();
            return new DataInputStream(socket.getInputStream()).readInt() > 0;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String lastLines() throws IOException {
        List<String> lines = Files.readAllLines(layout.log());
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 5), lines.size()));
    }

    /** Stops the broker. Does nothing for one that does not run. */
    public void stop() throws IOException, InterruptedException {
        if (!Files.isDirectory(layout.dir())) {
            return;
        }
        try (FileChannel channel =
                        FileChannel.open(layout.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            assert lock.isValid();
            process.stop(STOP_PATIENCE);
        }
    }

    /** Ends the broker at once, as a crash of its machine would. Does nothing for one that does not run. */
    public void kill() throws IOException, InterruptedException {
        process.handle().ifPresent(ProcessHandle::destroyForcibly);
        stop();
    }

    /** The running process, if there is one. */
    public Optional<ProcessHandle> process() throws IOException {
        return process.handle();
    }

    /** What clients connect to, {@code host:port}; empty when the broker was never started. */
    public Optional<String> bootstrapServers() throws IOException {
        return Ports.load(layout.ports()).map(ports -> HOST + ":" + ports.clients());
    }

    /** Where the broker writes what it does. */
    public Path log() {
        return layout.log();
    }
}
