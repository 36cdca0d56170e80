package dev.weft.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.KafkaSource;
import dev.weft.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whole programs, within the JVM, against a real broker. */
final class KafkaProgramIT {

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    @Test
    void aProgramReadsOneTopicAndWritesAnotherExactlyOnce() throws Exception {
        String input = BROKER.newTopic(3);
        String output = BROKER.newTopic(2);
        BROKER.write(input, 0, "a", "b");
        BROKER.write(input, 1, "c");
        BROKER.write(input, 2, "d");

        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        env.setParallelism(2);
        env.fromSource(
                        KafkaSource.<String>builder()
                                .setBootstrapServers(BROKER.servers())
                                .setTopics(input)
                                .setUnbounded(OffsetsInitializer.latest())
                                .setValueOnlyDeserializer(new SimpleStringSchema())
                                .build(),
                        WatermarkStrategy.forMonotonousTimestamps(),
                        "input")
                .map(String::toUpperCase)
                .sinkTo(KafkaSink.<String>builder()
                        .setBootstrapServers(BROKER.servers())
                        .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                                .setTopic(output)
                                .setValueSerializationSchema(new SimpleStringSchema())
                                .build())
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix(output)
                        .build());
        env.execute("copy");

        RealBroker.await(() -> BROKER.completingTransactions(output), List::isEmpty);
        assertThat(BROKER.openTransactions(output)).isEmpty();
        assertThat(BROKER.committed(output)).containsExactlyInAnyOrder("A", "B", "C", "D");
    }
}
