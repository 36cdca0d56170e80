package dev.weft.connector.kafka.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.serialization.SimpleStringSchema;
import dev.weft.connector.base.DeliveryGuarantee;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class KafkaSinkBuilderTest {

    @ParameterizedTest
    @EnumSource(
            value = DeliveryGuarantee.class,
            names = {"AT_LEAST_ONCE", "EXACTLY_ONCE"})
    void acksThatMayLoseRecordsContradictTheGuarantee(DeliveryGuarantee guarantee) {
        for (String acks : List.of("0", "1")) {
            assertThatThrownBy(() -> complete()
                            .setDeliveryGuarantee(guarantee)
                            .setTransactionalIdPrefix("p")
                            .setProperty("acks", acks)
                            .build())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("acks is '" + acks + "', and " + guarantee.name()
                            + " needs 'all': otherwise records are lost unnoticed when a broker fails; remove"
                            + " the property, or call setDeliveryGuarantee(NONE)");
        }
        for (String acks : List.of("all", "-1")) {
            assertThatCode(() -> complete()
                            .setDeliveryGuarantee(guarantee)
                            .setTransactionalIdPrefix("p")
                            .setProperty("acks", acks)
                            .build())
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void withoutAGuaranteeAcksAreTheProgramsChoice() {
        assertThatCode(() -> complete().setProperty("acks", "0").build()).doesNotThrowAnyException();
    }

    @Test
    void transactionsNeedIdempotentWrites() {
        assertThatThrownBy(() -> complete()
                        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
                        .setTransactionalIdPrefix("p")
                        .setProperty("enable.idempotence", "false")
                        .build())
                .hasMessageStartingWith("enable.idempotence is 'false', and EXACTLY_ONCE needs 'true'");
        assertThatCode(() -> complete()
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .setProperty("enable.idempotence", "false")
                        .build())
                .doesNotThrowAnyException();
    }

    @Test
    void settingsWithoutEffectAreTold() {
        KafkaSinkBuilder<String> builder = complete()
                .setProperty("value.serializer", StringSerializer.class.getName())
                .setProperty("lost.transactions", "log")
                .setProperty("compression.typ", "gzip")
                .setTransactionalIdPrefix("orders");

        assertThat(builder.warnings())
                .containsExactly(
                        "Property value.serializer = '" + StringSerializer.class.getName()
                                + "' of the Kafka sink has no effect: records are serialized by the schema of"
                                + " setRecordSerializer; remove it",
                        "The transactional id prefix 'orders' of the Kafka sink has no effect: the guarantee is NONE;"
                                + " call setDeliveryGuarantee(EXACTLY_ONCE) to write in transactions",
                        "Kafka does not define these properties of the Kafka sink: compression.typ; check their names."
                                + " They are handed to Kafka's client, in case a class that it loads reads them");
        assertThat(builder.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE).warnings())
                .noneMatch(line -> line.contains("prefix"));
        assertThat(complete().setProperty("linger.ms", "5").warnings()).isEmpty();
    }

    /** The value is a number, as programs give it to Kafka's own producer. */
    @Test
    void aPropertyThatIsNoTextCounts() {
        Properties given = new Properties();
        given.put("acks", 1);

        assertThatThrownBy(() -> complete()
                        .setKafkaProducerConfig(given)
                        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                        .build())
                .hasMessageStartingWith("acks is '1'");
    }

    @Test
    void onlyTheNamingThatTheSinkHasIsAccepted() {
        assertThatCode(() -> complete()
                        .setTransactionNamingStrategy(TransactionNamingStrategy.POOLING)
                        .setTransactionNamingStrategy(TransactionNamingStrategy.DEFAULT)
                        .build())
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> complete().setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("INCREMENTING")
                .hasMessageContaining("POOLING; use that");
    }

    private static KafkaSinkBuilder<String> complete() {
        return KafkaSink.<String>builder()
                .setBootstrapServers("b:1")
                .setRecordSerializer(KafkaRecordSerializationSchema.<String>builder()
                        .setTopic("t")
                        .setValueSerializationSchema(new SimpleStringSchema())
                        .build());
    }
}
