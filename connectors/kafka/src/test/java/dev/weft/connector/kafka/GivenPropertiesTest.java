package dev.weft.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

final class GivenPropertiesTest {

    @Test
    void valuesThatKafkaReadsAsTextsBecomeTexts() {
        Properties defaults = new Properties();
        defaults.setProperty("acks", "all");
        Properties given = new Properties(defaults);
        given.setProperty("linger.ms", "5");
        given.put("batch.size", 16384);
        given.put("enable.idempotence", true);
        given.put("key.serializer", StringSerializer.class);

        assertThat(GivenProperties.texts(given))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "acks",
                        "all",
                        "linger.ms",
                        "5",
                        "batch.size",
                        "16384",
                        "enable.idempotence",
                        "true",
                        "key.serializer",
                        StringSerializer.class.getName()));
    }

    @Test
    void aValueOfAnotherKindIsRefused() {
        Properties given = new Properties();
        given.put("interceptor.classes", List.of());

        assertThatThrownBy(() -> GivenProperties.texts(given))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interceptor.classes")
                .hasMessageContaining("a text, a number, a boolean or a class");
    }
}
