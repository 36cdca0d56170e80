package dev.weft.connector.kafka.sink;

import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.CommitterInitContext;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.StatefulSinkWriter;
import dev.weft.api.connector.sink2.SupportsCommitter;
import dev.weft.api.connector.sink2.SupportsWriterState;
import dev.weft.api.connector.sink2.WriterInitContext;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.KafkaFailure;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.runtime.execution.SuppressRestartsException;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sink that writes records to Kafka, with one of the guarantees of {@link DeliveryGuarantee}. Made by {@link #builder()}.
 *
 * <p>Exactly once, records are visible to consumers that read committed ones ({@code isolation.level=read_committed}) when the
 * checkpoint behind them is complete, and at the end of the input.
 *
 * @param <IN> the elements
 */
public final class KafkaSink<IN>
        implements Sink<IN>, SupportsWriterState<IN, KafkaWriterState>, SupportsCommitter<KafkaCommittable> {

    private static final long serialVersionUID = 1L;

    private final KafkaRecordSerializationSchema<IN> schema;
    private final DeliveryGuarantee guarantee;
    private final String prefix;
    private final Properties producer;
    private final boolean goesOnWithoutLost;

    /** Between the writer and the committers that are made from this sink. */
    private transient PreparedTransactions prepared;

    KafkaSink(
            KafkaRecordSerializationSchema<IN> schema,
            DeliveryGuarantee guarantee,
            String prefix,
            Properties producer,
            boolean goesOnWithoutLost) {
        this.schema = schema;
        this.guarantee = guarantee;
        this.prefix = prefix;
        this.producer = producer;
        this.goesOnWithoutLost = goesOnWithoutLost;
    }

    /** Begins the description of a sink. */
    public static <IN> KafkaSinkBuilder<IN> builder() {
        return new KafkaSinkBuilder<>();
    }

    @Override
    @Deprecated
    public SinkWriter<IN> createWriter(InitContext context) throws IOException {
        throw new UnsupportedOperationException("a Kafka sink is made by createWriter(WriterInitContext)");
    }

    @Override
    public SinkWriter<IN> createWriter(WriterInitContext context) throws IOException {
        return restoreWriter(context, List.of());
    }

    @Override
    public StatefulSinkWriter<IN, KafkaWriterState> restoreWriter(
            WriterInitContext context, Collection<KafkaWriterState> recoveredState) throws IOException {
        SinkTopics.Place place = new SinkTopics.Place(
                context.getTaskInfo().getIndexOfThisSubtask(),
                context.getTaskInfo().getNumberOfParallelSubtasks());
        Sending sending = new Sending(context, producer);
        if (guarantee == DeliveryGuarantee.EXACTLY_ONCE) {
            return exactlyOnce(context, place, sending, recoveredState);
        }
        Producer<byte[], byte[]> plain = newProducer(producer);
        SinkTopics topics = new SinkTopics(place, () -> plain);
        try {
            schema.open(context.asSerializationSchemaInitializationContext(), topics);
        } catch (Exception failure) {
            PreparedTransactions.abandon(plain);
            throw opened(failure);
        }
        return new PlainWriter<>(schema, topics, sending, plain, guarantee);
    }

    private ExactlyOnceWriter<IN> exactlyOnce(
            WriterInitContext context, SinkTopics.Place place, Sending sending, Collection<KafkaWriterState> restored)
            throws IOException {
        CoordinatorClient.check();
        LingeringTransactions.Fresh fresh = new LingeringTransactions.Fresh(
                prefix,
                IdOwner.birth(
                        context.getJobInfo().getJobId(),
                        context.getRestoredCheckpointId().orElse(0)));
        KafkaWriterState own = restored.stream()
                .filter(state -> state.owner().prefix().equals(prefix))
                .findFirst()
                .orElseGet(() -> KafkaWriterState.initial(new IdOwner(prefix, place.index(), fresh.birth())));
        TransactionAdmin admin = new TransactionAdmin(connection("transactions-" + place.index()));
        ExactlyOnceWriter<IN> writer = new ExactlyOnceWriter<>(
                schema,
                place,
                sending,
                new ExactlyOnceWriter.Transactions(
                        own.owner(),
                        admin,
                        prepared(),
                        this::newProducerOf,
                        producer.getProperty(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG)),
                own.prepared());
        try {
            Set<String> lingering = new LingeringTransactions(
                            place.index(),
                            place.parallelism(),
                            restored,
                            fresh,
                            context.getRestoredCheckpointId().isPresent())
                    .among(admin.open());
            if (!lingering.isEmpty()) {
                admin.abort(lingering);
            }
            writer.start();
            schema.open(context.asSerializationSchemaInitializationContext(), writer.topics());
            return writer;
        } catch (Exception failure) {
            writer.close();
            throw opened(failure);
        }
    }

    private static IOException opened(Exception failure) {
        return failure instanceof IOException told
                ? told
                : new IOException("can't open the Kafka sink: " + failure.getMessage(), failure);
    }

    private Producer<byte[], byte[]> newProducerOf(String transactionalId) {
        Properties own = new Properties();
        own.putAll(producer);
        own.setProperty(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        return newProducer(own);
    }

    private static Producer<byte[], byte[]> newProducer(Properties properties) {
        try {
            return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (ConfigException invalid) {
            throw new SuppressRestartsException(KafkaFailure.of("can't make the producer", invalid, properties));
        } catch (KafkaException refused) {
            throw KafkaFailure.of("can't connect to Kafka", refused, properties);
        }
    }

    /** What other clients than producers connect with. */
    private Properties connection(String part) {
        Properties own = new Properties();
        own.putAll(producer);
        KafkaSinkBuilder.OF_PRODUCERS_ONLY.forEach(own::remove);
        own.setProperty(ProducerConfig.CLIENT_ID_CONFIG, prefix + "-" + part);
        return own;
    }

    private synchronized PreparedTransactions prepared() {
        if (prepared == null) {
            prepared = new PreparedTransactions();
        }
        return prepared;
    }

    @Override
    public SimpleVersionedSerializer<KafkaWriterState> getWriterStateSerializer() {
        return new KafkaWriterStateSerializer();
    }

    @Override
    public Committer<KafkaCommittable> createCommitter(CommitterInitContext context) {
        return new KafkaCommitter(prepared(), () -> new CoordinatorClient(connection("committer")), goesOnWithoutLost);
    }

    @Override
    public SimpleVersionedSerializer<KafkaCommittable> getCommittableSerializer() {
        return new KafkaCommittableSerializer();
    }
}
