package dev.weft.connector.kafka.source;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.connector.source.Boundedness;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumState;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumStateSerializer;
import dev.weft.connector.kafka.source.enumerator.KafkaSourceEnumerator;
import dev.weft.connector.kafka.source.reader.KafkaSourceReader;
import dev.weft.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplit;
import dev.weft.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import dev.weft.util.function.SerializableSupplier;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Source that reads partitions of Kafka topics, without an end or up to given offsets. Made by {@link #builder()}.
 *
 * <p>Each record is emitted exactly once as far as the job's state is concerned: positions are in checkpoints, and a job
 * that goes on from one reads on behind them. Offsets that are committed to Kafka when a checkpoint is complete only show
 * others how far the job is.
 *
 * @param <OUT> the elements
 */
public final class KafkaSource<OUT>
        implements Source<OUT, KafkaPartitionSplit, KafkaSourceEnumState>, ResultTypeQueryable<OUT> {

    private static final long serialVersionUID = 1L;

    private final KafkaSourceEnumerator.Plan plan;
    private final Boundedness boundedness;
    private final KafkaRecordDeserializationSchema<OUT> schema;
    private final Properties consumer;
    private final boolean commitOffsets;
    private final SerializableSupplier<String> rack;

    /** @param rack gives null when there is none */
    KafkaSource(
            KafkaSourceEnumerator.Plan plan,
            Boundedness boundedness,
            KafkaRecordDeserializationSchema<OUT> schema,
            Properties consumer,
            boolean commitOffsets,
            SerializableSupplier<String> rack) {
        this.plan = plan;
        this.boundedness = boundedness;
        this.schema = schema;
        this.consumer = consumer;
        this.commitOffsets = commitOffsets;
        this.rack = rack;
    }

    /** Begins the description of a source. */
    public static <OUT> KafkaSourceBuilder<OUT> builder() {
        return new KafkaSourceBuilder<>();
    }

    @Override
    public Boundedness getBoundedness() {
        return boundedness;
    }

    @Override
    public SourceReader<OUT, KafkaPartitionSplit> createReader(SourceReaderContext readerContext) throws Exception {
        schema.open(new SchemaContext(
                readerContext.metricGroup().addGroup("deserializer"), readerContext.getUserCodeClassLoader()));
        Properties own = named(String.valueOf(readerContext.getIndexOfSubtask()));
        String ownRack = rack.get();
        if (ownRack != null) {
            own.setProperty(ConsumerConfig.CLIENT_RACK_CONFIG, ownRack);
        }
        return new KafkaSourceReader<>(
                readerContext,
                schema,
                new KafkaSourceReader.Settings(
                        own,
                        commitOffsets,
                        KafkaSourceOptions.getOption(
                                consumer, KafkaSourceOptions.SHOW_RECORD_BYTES_ON_FAILURE, Boolean::valueOf)),
                () -> new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> enumContext) {
        return restoreEnumerator(enumContext, KafkaSourceEnumState.initial());
    }

    @Override
    public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
            SplitEnumeratorContext<KafkaPartitionSplit> enumContext, KafkaSourceEnumState checkpoint) {
        return new KafkaSourceEnumerator(enumContext, plan, named("enumerator"), checkpoint);
    }

    /** The properties of one client, whose name says which part of the source it belongs to. */
    private Properties named(String part) {
        Properties own = new Properties();
        own.putAll(consumer);
        own.setProperty(
                ConsumerConfig.CLIENT_ID_CONFIG,
                consumer.getProperty(KafkaSourceOptions.CLIENT_ID_PREFIX.key(), "weft-kafka-source") + "-" + part);
        KafkaSourceBuilder.OWN_PROPERTIES.forEach(own::remove);
        return own;
    }

    @Override
    public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
        return new KafkaPartitionSplitSerializer();
    }

    @Override
    public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
        return new KafkaSourceEnumStateSerializer();
    }

    @Override
    public TypeInformation<OUT> getProducedType() {
        return schema.getProducedType();
    }

    private record SchemaContext(MetricGroup getMetricGroup, UserCodeClassLoader getUserCodeClassLoader)
            implements DeserializationSchema.InitializationContext {}
}
