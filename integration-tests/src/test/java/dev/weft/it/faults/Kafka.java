package dev.weft.it.faults;

import dev.weft.localkafka.LocalBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/**
 * A Kafka broker with two doors: the campaign's own clients come in directly, the job through a {@link Proxy}, whose address is the one
 * that the broker advertises to it.
 */
final class Kafka implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOST = "127.0.0.1:";

    private final LocalBroker broker;
    private final Proxy proxy;
    private final LocalBroker.Options options;
    private final int port;

    private Kafka(Path directory) throws IOException {
        broker = new LocalBroker(directory, Path.of(System.getProperty("weft.kafka.jars")));
        proxy = new Proxy();
        port = freePorts();
        int door = port + 2;
        proxy.forwardTo(door);
        String controller = "CONTROLLER://" + HOST + (port + 1);
        options = new LocalBroker.Options(
                OptionalInt.of(port),
                PATIENCE,
                Map.of(
                        "listeners",
                        "CLIENTS://" + HOST + port + ",JOB://" + HOST + door + "," + controller,
                        "advertised.listeners",
                        "CLIENTS://" + HOST + port + ",JOB://" + HOST + proxy.port(),
                        "listener.security.protocol.map",
                        "CLIENTS:PLAINTEXT,JOB:PLAINTEXT,CONTROLLER:PLAINTEXT",
                        "auto.create.topics.enable",
                        "false"));
    }

    static Kafka start(Path directory) throws IOException, InterruptedException {
        Kafka kafka = new Kafka(directory);
        kafka.startAgain();
        return kafka;
    }

    /** The first of three free ports below those that Linux takes for outgoing connections. */
    private static int freePorts() throws IOException {
        for (int base = 15_000 + (int) (ProcessHandle.current().pid() % 10_000); base < 32_000; base += 3) {
            if (isFree(base) && isFree(base + 1) && isFree(base + 2)) {
                return base;
            }
        }
        throw new IOException("no three free ports below 32000");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    /** Where the campaign's own clients connect. */
    String servers() {
        return HOST + port;
    }

    /** Where the job connects. */
    String serversOfJob() {
        return HOST + proxy.port();
    }

    Proxy proxy() {
        return proxy;
    }

    void kill() throws IOException, InterruptedException {
        broker.kill();
    }

    void startAgain() throws IOException, InterruptedException {
        broker.start(options);
    }

    void createTopic(String name, int partitions) throws ExecutionException, InterruptedException {
        try (Admin admin = admin()) {
            admin.createTopics(Set.of(new NewTopic(name, partitions, (short) 1)))
                    .all()
                    .get();
        }
    }

    /** The transactions that have neither committed nor aborted. */
    List<String> openTransactions() throws ExecutionException, InterruptedException {
        ListTransactionsOptions open = new ListTransactionsOptions()
                .filterStates(Set.of(
                        TransactionState.ONGOING, TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT));
        try (Admin admin = admin()) {
            return admin.listTransactions(open).all().get().stream()
                    .map(TransactionListing::transactionalId)
                    .toList();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers()));
    }

    @Override
    public void close() throws IOException {
        proxy.close();
        try {
            broker.stop();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while Kafka was stopping", e);
        }
    }
}
