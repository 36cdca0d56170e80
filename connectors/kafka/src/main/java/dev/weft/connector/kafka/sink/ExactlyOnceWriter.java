package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.CommittingSinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.runtime.execution.SuppressRestartsException;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.protocol.Errors;

/**
 * Writer whose records between two checkpoints are one transaction. The transaction begins with the first record; an interval
 * without records has none. At a checkpoint it is prepared: everything is stored, and the committer gets what it needs to
 * commit without this writer. Owned by the task's thread.
 *
 * <p>There is one producer for each number of the pool, three or four in all: one writes, one waits for its checkpoint, and
 * the others rest until their numbers may be used again. Closing aborts the transaction that is being written, and leaves those that
 * are prepared.
 */
final class ExactlyOnceWriter<IN>
        implements StatefulSinkWriter<IN, KafkaWriterState>, CommittingSinkWriter<IN, KafkaCommittable> {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaRecordSerializationSchema<IN> schema;
    private final KafkaRecordSerializationSchema.KafkaSinkContext topics;
    private final Sending sending;
    private final Transactions transactions;
    private final IdPool pool;

    /** The producers that rest or write, by number. */
    private final Map<Integer, Producer<byte[], byte[]>> producers = new HashMap<>();

    /** The number whose turn it is; none before the first record. */
    private int current = NONE;

    private boolean begun;

    private static final int NONE = -1;

    /**
     * The writer's transactions.
     *
     * @param producers makes the producer of a transactional id
     * @param timeout transaction.timeout.ms of the producers
     */
    record Transactions(
            IdOwner owner,
            TransactionAdmin admin,
            PreparedTransactions prepared,
            Function<String, Producer<byte[], byte[]>> producers,
            String timeout) {}

    /** @param prepared numbers of the owner that are prepared in the checkpoint from which the job goes on */
    ExactlyOnceWriter(
            KafkaRecordSerializationSchema<IN> schema,
            SinkTopics.Place place,
            Sending sending,
            Transactions transactions,
            Collection<Integer> prepared) {
        this.schema = schema;
        this.topics = new SinkTopics(place, this::producer);
        this.sending = sending;
        this.transactions = transactions;
        this.pool = new IdPool(prepared);
    }

    /** Makes the first producer, so that what is wrong with the settings is told before the first record. */
    void start() {
        producer();
    }

    KafkaRecordSerializationSchema.KafkaSinkContext topics() {
        return topics;
    }

    @Override
    public void write(IN element, Context context) throws IOException {
        sending.check();
        ProducerRecord<byte[], byte[]> record = schema.serialize(element, topics, context.timestamp());
        if (record == null) {
            return;
        }
        Producer<byte[], byte[]> producer = producer();
        if (!begun) {
            begin(producer);
        }
        sending.send(record, producer);
    }

    private void begin(Producer<byte[], byte[]> producer) {
        try {
            producer.beginTransaction();
            begun = true;
        } catch (KafkaException refused) {
            throw sending.explained(
                    "can't begin the transaction " + transactions.owner().id(current), refused);
        }
    }

    /** The producer whose turn it is. */
    private Producer<byte[], byte[]> producer() {
        if (current == NONE) {
            learnOutcomes();
            current = pool.open();
        }
        Producer<byte[], byte[]> producer = producers.get(current);
        if (producer == null) {
            producer = newProducer(transactions.owner().id(current));
            producers.put(current, producer);
        }
        return producer;
    }

    private void learnOutcomes() {
        for (PreparedTransactions.Outcome outcome : transactions.prepared().outcomes()) {
            IdOwner.parse(transactions.owner().prefix(), outcome.transactionalId())
                    .filter(id -> id.owner().equals(transactions.owner()))
                    .ifPresent(id -> {
                        pool.commit(id.number());
                        if (!outcome.producerUsable()) {
                            producers.remove(id.number());
                        }
                    });
        }
    }

    private Producer<byte[], byte[]> newProducer(String transactionalId) {
        Producer<byte[], byte[]> producer = transactions.producers().apply(transactionalId);
        try {
            producer.initTransactions();
            return producer;
        } catch (KafkaException refused) {
            producer.close(Duration.ZERO);
            throw explained(refused, transactionalId);
        }
    }

    private RuntimeException explained(KafkaException refused, String transactionalId) {
        if (isTimeoutTooLong(refused)) {
            OptionalLong longest = transactions.admin().longestTimeoutMs();
            return new SuppressRestartsException(new KafkaFailure(
                    ProducerConfig.TRANSACTION_TIMEOUT_CONFIG + " of the sink is " + transactions.timeout()
                            + ", and the brokers allow at most "
                            + (longest.isPresent() ? longest.getAsLong() + " ms" : "their transaction.max.timeout.ms")
                            + "; set it lower at the sink, or raise transaction.max.timeout.ms at the brokers. It must be"
                            + " longer than a checkpoint and a restart take together",
                    refused));
        }
        return sending.explained("can't begin to write under the transactional id " + transactionalId, refused);
    }

    /** Kafka's producer tells it by the text alone. */
    private static boolean isTimeoutTooLong(KafkaException refused) {
        return refused instanceof InvalidTxnTimeoutException
                || String.valueOf(refused.getMessage()).contains(Errors.INVALID_TRANSACTION_TIMEOUT.message());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        sending.check();
        if (begun) {
            sending.flush(producer());
        }
    }

    @Override
    public Collection<KafkaCommittable> prepareCommit() throws IOException {
        sending.check();
        if (!begun) {
            return List.of();
        }
        KafkaCommittable committable =
                transactions.admin().describe(transactions.owner().id(current));
        transactions.prepared().add(committable, producers.get(current));
        pool.prepare(current);
        current = NONE;
        begun = false;
        return List.of(committable);
    }

    @Override
    public List<KafkaWriterState> snapshotState(long checkpointId) {
        learnOutcomes();
        return List.of(new KafkaWriterState(transactions.owner(), pool.size(), pool.prepared()));
    }

    @Override
    public void close() {
        learnOutcomes();
        pool.prepared().forEach(producers::remove);
        transactions.prepared().close();
        if (begun) {
            // Closing with patience aborts the transaction.
            producers.remove(current).close(CLOSE_TIMEOUT);
        }
        producers.values().forEach(PreparedTransactions::abandon);
        producers.clear();
        transactions.admin().close();
    }
}
