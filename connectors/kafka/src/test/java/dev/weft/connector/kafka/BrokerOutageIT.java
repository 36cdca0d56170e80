package dev.weft.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.connector.base.DeliveryGuarantee;
import dev.weft.connector.kafka.sink.HandDrivenSink;
import dev.weft.connector.kafka.sink.KafkaRecordSerializationSchema;
import dev.weft.connector.kafka.sink.KafkaSink;
import dev.weft.connector.kafka.source.HandDrivenSource;
import dev.weft.connector.kafka.source.KafkaSource;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What readers and writers do while there is no broker. */
final class BrokerOutageIT {

    private static final Duration CLOSING = Duration.ofSeconds(10);

    @RegisterExtension
    static final RealBroker BROKER = new RealBroker();

    /**
     * FLINK-28060, FLINK-17327, FLINK-13226, KAFKA-13563: a reader waits for the broker, goes on after the outage and commits offsets again; closing does
     * not wait for a broker that does not answer. FLINK-31305: a checkpoint whose records may not be stored fails.
     */
    @Test
    void readersGoOnAfterAnOutageWritersFailTheirCheckpointAndClosingDoesNotWait() throws Exception {
        String topic = BROKER.newTopic(1);
        BROKER.write(topic, 0, "a");
        HandDrivenSource closed = HandDrivenSource.start(source(topic));
        HandDrivenSink sink = HandDrivenSink.start(sink(topic));
        try (HandDrivenSource run = HandDrivenSource.start(source(topic))) {
            run.read(1);
            closed.read(1);
            BROKER.kill();
            try {
                run.checkpoint(1);
                run.complete(1);
                run.discover();
                closed.checkpoint(1);
                closed.complete(1);
                sink.write("perhaps stored");
                assertThatThrownBy(() -> sink.checkpoint(1)).hasMessageContaining("can't write a record");
                long startNs = System.nanoTime();
                closed.close();
                sink.close();
                assertThat(Duration.ofNanos(System.nanoTime() - startNs)).isLessThan(CLOSING);
            } finally {
                BROKER.startAgain();
            }
            BROKER.write(topic, 0, "b");

            assertThat(run.read(2)).containsExactly("a", "b");
            run.checkpoint(2);
            run.complete(2);
            RealBroker.await(
                    () -> BROKER.groupOffsets("group-" + topic),
                    offsets -> offsets.equals(Map.of(new TopicPartition(topic, 0), 2L)));
        }
    }

    private static KafkaSink<String> sink(String topic) {
        return KafkaSink.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic(topic)
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build())
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("max.block.ms", "2000")
                .setProperty("delivery.timeout.ms", "2000")
                .setProperty("request.timeout.ms", "1000")
                .build();
    }

    private static KafkaSource<String> source(String topic) {
        return KafkaSource.<String>builder()
                .setBootstrapServers(BROKER.servers())
                .setTopics(topic)
                .setGroupId("group-" + topic)
                .setProperty("default.api.timeout.ms", "2000")
                .setProperty("request.timeout.ms", "1000")
                .setValueOnlyDeserializer(new SimpleStringSchema())
                .build();
    }
}
