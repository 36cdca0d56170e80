package dev.weft.benchmarks.jobs;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.nio.ByteBuffer;

/**
 * Workload KAFKA: the readings of W8 from a topic of Kafka, sums by key and tumbling window, and these to another topic, exactly
 * once. A record of the topic is 100 bytes: the reading's index, and a filling.
 */
final class KafkaWindows {

    private KafkaWindows() {}

    /**
     * @param run tells apart the runs, which must not abort each other's transactions
     */
    static void sums(StreamExecutionEnvironment environment, long records, String servers, String run) {
        KafkaSource<Long> source = KafkaSource.<Long>builder()
                .setBootstrapServers(servers)
                .setTopics("readings-" + records)
                .setGroupId(run)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setBounded(OffsetsInitializer.latest())
                .setValueOnlyDeserializer(new IndexOfReading())
                // The same for all, whatever the version of their client library has for defaults.
                .setProperty("max.poll.records", "500")
                .setProperty("fetch.max.bytes", "52428800")
                .setProperty("max.partition.fetch.bytes", "1048576")
                .build();
        KafkaSink<Tuple3<Long, Long, Long>> sink = KafkaSink.<Tuple3<Long, Long, Long>>builder()
                .setBootstrapServers(servers)
                .setRecordSerializer(KafkaRecordSerializationSchema.<Tuple3<Long, Long, Long>>builder()
                        .setTopic("sums")
                        .setValueSerializationSchema(new ThreeLongs())
                        .build())
                .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                .setTransactionalIdPrefix(run)
                .setProperty("transaction.timeout.ms", "600000")
                .setProperty("batch.size", "16384")
                .setProperty("linger.ms", "5")
                .setProperty("compression.type", "none")
                .build();
        SingleOutputStreamOperator<Tuple3<Long, Long, Long>> sums = Windows.sums(
                environment
                        .fromSource(source, WatermarkStrategy.noWatermarks(), "readings")
                        .map(new Reading.Readings(records / environment.getParallelism())),
                "tumbling");
        sums.sinkTo(sink);
        sums.addSink(new Windows.WindowDigest());
    }

    private static final class IndexOfReading implements DeserializationSchema<Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long deserialize(byte[] record) {
            return ByteBuffer.wrap(record).getLong();
        }

        @Override
        public boolean isEndOfStream(Long index) {
            return false;
        }

        @Override
        public TypeInformation<Long> getProducedType() {
            return Types.LONG;
        }
    }

    private static final class ThreeLongs implements SerializationSchema<Tuple3<Long, Long, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public byte[] serialize(Tuple3<Long, Long, Long> sum) {
            return ByteBuffer.allocate(3 * Long.BYTES)
                    .putLong(sum.f0)
                    .putLong(sum.f1)
                    .putLong(sum.f2)
                    .array();
        }
    }
}
