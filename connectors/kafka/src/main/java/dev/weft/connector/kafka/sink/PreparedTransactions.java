package dev.weft.connector.kafka.sink;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;

/**
 * The prepared transactions of one sink operator whose producers are still alive, and what became of them: between its
 * writer and its committers. Thread-safe: a monitor; no call into Kafka happens under it.
 *
 * <p>Committing through the living producer is cheaper, and leaves it ready for its next transaction.
 */
final class PreparedTransactions {

    private final Map<KafkaCommittable, Producer<byte[], byte[]>> alive = new HashMap<>();
    private final List<Outcome> outcomes = new ArrayList<>();

    /**
     * A transaction was committed.
     *
     * @param producerUsable whether the producer that wrote it can write the next one
     */
    record Outcome(String transactionalId, boolean producerUsable) {}

    /** Writer: this transaction is prepared. */
    synchronized void add(KafkaCommittable committable, Producer<byte[], byte[]> producer) {
        alive.put(committable, producer);
    }

    /** Committer: takes the producer that wrote a transaction; null when it is not alive. */
    synchronized Producer<byte[], byte[]> take(KafkaCommittable committable) {
        return alive.remove(committable);
    }

    /** Committer: a transaction was committed. */
    synchronized void report(Outcome outcome) {
        outcomes.add(outcome);
    }

    /** Writer: what was committed since the last call. */
    synchronized List<Outcome> outcomes() {
        List<Outcome> reported = List.copyOf(outcomes);
        outcomes.clear();
        return reported;
    }

    /** Writer: closes the producers without touching their transactions, which stay prepared. */
    void close() {
        List<Producer<byte[], byte[]>> left;
        synchronized (this) {
            left = List.copyOf(alive.values());
            alive.clear();
        }
        left.forEach(PreparedTransactions::abandon);
    }

    /** Closes a producer and leaves its transaction as it is: with any patience at all, Kafka's producer would abort it. */
    static void abandon(Producer<byte[], byte[]> producer) {
        producer.close(Duration.ZERO);
    }
}
