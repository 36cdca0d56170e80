package dev.weft.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LocalBrokerTest {

    @Test
    void aBrokerThatEndsWhileItStartsIsReportedWithWhatItWrote(@TempDir Path dir) throws Exception {
        Path noJars = Files.createDirectory(dir.resolve("lib"));
        Files.createDirectories(dir.resolve("data"));
        Files.createFile(dir.resolve("data/meta.properties")); // formatted: the broker is started next
        LocalBroker broker = new LocalBroker(dir, noJars);

        assertThatExceptionOfType(LocalKafkaException.class)
                .isThrownBy(() -> broker.start(LocalBroker.Options.defaults()))
                .withMessageContaining("The broker ended while it started")
                .withMessageContaining("kafka.Kafka");

        assertThat(broker.process()).isEmpty();
    }
}
