package dev.weft.connector.kafka.sink;

import dev.weft.connector.kafka.AdminClients;
import dev.weft.connector.kafka.KafkaFailure;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;

/**
 * What a writer asks the brokers about transactions, through Kafka's admin client. The calls block, each for the client's
 * {@code default.api.timeout.ms} at most. Belongs to the task's thread.
 */
final class TransactionAdmin implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";

    private final Admin admin;
    private final Properties properties;

    /** @param properties of the admin client */
    TransactionAdmin(Properties properties) {
        this.properties = properties;
        this.admin = AdminClients.create(properties);
    }

    /** Producer id and epoch of a transaction that holds records. */
    KafkaCommittable describe(String transactionalId) {
        TransactionDescription transaction = answer(
                admin.describeTransactions(Set.of(transactionalId)).description(transactionalId),
                "can't look at the transaction " + transactionalId);
        if (transaction.state() != TransactionState.ONGOING) {
            throw new KafkaFailure("the transaction " + transactionalId + " is " + transaction.state()
                    + " although it is being written: the brokers aborted it after transaction.timeout.ms, or another"
                    + " producer took its id over; do two sinks or jobs have the same transactional id prefix?");
        }
        return new KafkaCommittable(transactionalId, transaction.producerId(), (short) transaction.producerEpoch());
    }

    /** The ids of all transactions that are open, as far as this user may see them. */
    List<String> open() {
        Collection<TransactionListing> listed = answer(
                admin.listTransactions(new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING)))
                        .all(),
                "can't list the open transactions");
        return listed.stream().map(TransactionListing::transactionalId).toList();
    }

    /** Aborts open transactions, and shuts out whoever writes them. */
    void abort(Collection<String> transactionalIds) {
        answer(admin.fenceProducers(transactionalIds).all(), "can't abort the transactions " + transactionalIds);
    }

    /** The longest time for which the brokers keep transactions open; empty when this user may not know. */
    OptionalLong longestTimeoutMs() {
        try {
            Collection<Node> nodes = answer(admin.describeCluster().nodes(), "can't list the brokers");
            ConfigResource broker = new ConfigResource(
                    ConfigResource.Type.BROKER, nodes.iterator().next().idString());
            String value = answer(
                            admin.describeConfigs(Set.of(broker)).all(), "can't read the configuration of the brokers")
                    .get(broker)
                    .get(MAX_TIMEOUT)
                    .value();
            return OptionalLong.of(Long.parseLong(value));
        } catch (KafkaFailure notPermitted) {
            return OptionalLong.empty();
        }
    }

    private <T> T answer(KafkaFuture<T> future, String failed) {
        try {
            return future.get();
        } catch (ExecutionException failure) {
            throw KafkaFailure.of(failed, failure.getCause(), properties);
        } catch (InterruptedException canceled) {
            throw new InterruptException(canceled);
        }
    }

    @Override
    public void close() {
        admin.close(CLOSE_TIMEOUT);
    }
}
