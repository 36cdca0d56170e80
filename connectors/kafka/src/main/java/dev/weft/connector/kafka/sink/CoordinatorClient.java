package dev.weft.connector.kafka.sink;

import dev.weft.connector.kafka.AdminClients;
import dev.weft.connector.kafka.KafkaFailure;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.ApiVersions;
import org.apache.kafka.clients.ClientResponse;
import org.apache.kafka.clients.ClientUtils;
import org.apache.kafka.clients.DefaultHostResolver;
import org.apache.kafka.clients.KafkaClient;
import org.apache.kafka.clients.ManualMetadataUpdater;
import org.apache.kafka.clients.NetworkClientUtils;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;
import org.apache.kafka.common.message.EndTxnRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.EndTxnRequest;
import org.apache.kafka.common.requests.EndTxnResponse;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.common.utils.internals.AppInfoParser;
import org.apache.kafka.common.utils.internals.LogContext;

/**
 * Commits a prepared transaction whose producer is gone: sends the request that its producer would have sent (EndTxn, with the
 * same producer id and epoch) to the transaction's coordinator. The brokers answer a repeated request as they answered the
 * first.
 *
 * <p>Kafka's library has no public call for that. This is the only class that uses what the library keeps for itself, typed
 * and without reflection; {@link #check} says at the start of a job whether the library on the class path still has it.
 * Belongs to the task's thread; its calls block.
 */
final class CoordinatorClient implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String NAME = "weft-committer";
    private static final String TRANSACTION_VERSION = "transaction.version";
    private static final short FIRST_WITH_EPOCHS_OF_TRANSACTIONS = 2;

    private final Properties properties;
    private Admin admin;

    /** What became of a commit. */
    sealed interface Outcome {

        /** The records are visible, by this request or an earlier one. */
        record Committed() implements Outcome {}

        /** The records will never be visible. */
        record Lost(String reason) implements Outcome {}

        /** The request may have arrived; it is to be repeated. */
        record Unknown(String reason) implements Outcome {}
    }

    /** @param properties of an admin client */
    CoordinatorClient(Properties properties) {
        this.properties = properties;
    }

    /**
     * Goes through everything that a commit needs from Kafka's library, without a network.
     *
     * @throws KafkaFailure when this version of the library does not have it
     */
    static void check() {
        Properties nowhere = new Properties();
        nowhere.setProperty(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, "127.0.0.1:1");
        try (Connection connection = new Connection(new Node(1, "127.0.0.1", 1), nowhere)) {
            connection.request(new KafkaCommittable("check", 1, (short) 0));
        } catch (LinkageError missing) {
            throw new KafkaFailure(
                    "exactly once does not work with kafka-clients " + AppInfoParser.getVersion()
                            + ", which lacks what commits transactions after a restart (" + missing.getMessage()
                            + "); put the version into the program's jar with which weft-connector-kafka was built",
                    missing);
        }
    }

    /**
     * Commits a transaction.
     *
     * @throws KafkaFailure when the brokers refuse for a reason that does not concern this transaction, such as a missing right
     */
    Outcome commit(KafkaCommittable committable) {
        Node coordinator;
        try {
            coordinator = coordinator(committable.transactionalId());
        } catch (TransactionalIdNotFoundException forgotten) {
            return new Outcome.Lost("the brokers have forgotten the transactional id");
        } catch (RetriableException unreachable) {
            return new Outcome.Unknown(unreachable.toString());
        } catch (ApiException refused) {
            throw KafkaFailure.of("can't commit the transaction " + committable.transactionalId(), refused, properties);
        }
        try (Connection connection = new Connection(coordinator, properties)) {
            return outcome(connection.commit(committable), committable);
        } catch (IOException unknown) {
            return new Outcome.Unknown(unknown.toString());
        }
    }

    private Outcome outcome(Errors answer, KafkaCommittable committable) {
        return switch (answer) {
            case NONE -> new Outcome.Committed();
            case INVALID_PRODUCER_EPOCH, PRODUCER_FENCED, INVALID_TXN_STATE, INVALID_PRODUCER_ID_MAPPING ->
                new Outcome.Lost(answer.message());
            case COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR, COORDINATOR_LOAD_IN_PROGRESS, CONCURRENT_TRANSACTIONS ->
                new Outcome.Unknown(answer.message());
            default -> {
                if (answer.exception() instanceof RetriableException) {
                    yield new Outcome.Unknown(answer.message());
                }
                throw KafkaFailure.of(
                        "can't commit the transaction " + committable.transactionalId(),
                        answer.exception(),
                        properties);
            }
        };
    }

    private Node coordinator(String transactionalId) {
        int id = answer(() ->
                        admin().describeTransactions(Set.of(transactionalId)).description(transactionalId))
                .coordinatorId();
        return answer(() -> admin().describeCluster().nodes()).stream()
                .filter(node -> node.id() == id)
                .findFirst()
                .orElseThrow(Errors.COORDINATOR_NOT_AVAILABLE::exception);
    }

    private Admin admin() {
        if (admin == null) {
            admin = AdminClients.create(properties);
        }
        return admin;
    }

    private static <T> T answer(Supplier<KafkaFuture<T>> question) {
        try {
            return question.get().get();
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof ApiException told) {
                throw told;
            }
            throw new KafkaFailure(
                    "can't ask the brokers: " + failure.getCause().getMessage(), failure.getCause());
        } catch (InterruptedException canceled) {
            throw new InterruptException(canceled);
        }
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    /** A connection to one broker, for one request. */
    private static final class Connection implements AutoCloseable {

        private final Node broker;
        private final int timeoutMs;
        private final ApiVersions versions = new ApiVersions();
        private final Metrics metrics = new Metrics();
        private final KafkaClient client;

        Connection(Node broker, Properties properties) {
            AdminClientConfig config = new AdminClientConfig(properties);
            this.broker = broker;
            this.timeoutMs = config.getInt(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG);
            this.client = ClientUtils.createNetworkClient(
                    config,
                    List.of(broker.host() + ":" + broker.port()),
                    NAME,
                    metrics,
                    NAME,
                    new LogContext("[" + NAME + "] "),
                    versions,
                    Time.SYSTEM,
                    1,
                    timeoutMs,
                    null,
                    new ManualMetadataUpdater(List.of(broker)),
                    new DefaultHostResolver(),
                    null,
                    null);
        }

        Errors commit(KafkaCommittable committable) throws IOException {
            if (!NetworkClientUtils.awaitReady(client, broker, Time.SYSTEM, timeoutMs)) {
                throw new IOException("no connection to " + broker + " within " + timeoutMs + " ms");
            }
            ClientResponse response = NetworkClientUtils.sendAndReceive(
                    client,
                    client.newClientRequest(broker.idString(), request(committable), Time.SYSTEM.milliseconds(), true),
                    Time.SYSTEM);
            return ((EndTxnResponse) response.responseBody()).error();
        }

        EndTxnRequest.Builder request(KafkaCommittable committable) {
            return new EndTxnRequest.Builder(
                    new EndTxnRequestData()
                            .setTransactionalId(committable.transactionalId())
                            .setProducerId(committable.producerId())
                            .setProducerEpoch(committable.epoch())
                            .setCommitted(true),
                    epochsOfTransactions());
        }

        /** Whether each transaction has an epoch of its own, so that the brokers recognize a repeated request. */
        private boolean epochsOfTransactions() {
            // Null before the first answer of a broker.
            Map<String, Short> features = versions.getFinalizedFeaturesInfo().finalizedFeatures;
            return features != null
                    && features.getOrDefault(TRANSACTION_VERSION, (short) 0) >= FIRST_WITH_EPOCHS_OF_TRANSACTIONS;
        }

        @Override
        public void close() {
            Utils.closeQuietly(client, NAME);
            metrics.close();
        }
    }
}
