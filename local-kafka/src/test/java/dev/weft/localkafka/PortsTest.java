package dev.weft.localkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {

    @Test
    void freePortsAreTwo() {
        Ports ports = Ports.free(new SplittableRandom(7));

        assertThat(ports.allFree()).isTrue();
        assertThat(ports.clients()).isNotEqualTo(ports.controller());
    }

    @Test
    void aPortWithAListenerIsNotFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(new Ports(taken.getLocalPort(), 20_000).allFree()).isFalse();
        }
    }

    @Test
    void aPortBaseBeyondTheLastPortIsRefused() {
        assertThatThrownBy(() -> Ports.from(65_535))
                .isInstanceOf(LocalKafkaException.class)
                .hasMessageContaining("65535");
    }

    @Test
    void savedPortsAreLoadedAgain(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("ports.properties");
        Ports.from(20_000).save(file);

        assertThat(Ports.load(file)).contains(new Ports(20_000, 20_001));
    }

    @Test
    void anIncompleteFileOfPortsCountsAsNone(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("ports.properties"), "clients=20000\n");

        assertThat(Ports.load(file)).isEmpty();
    }
}
