package dev.weft.localhadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PortsTest {

    @Test
    void everyListenerGetsAFreePortOfItsOwn() {
        Ports ports = Ports.free(new SplittableRandom(7));

        assertThat(ports.allFree()).isTrue();
        assertThat(Arrays.stream(Port.values()).map(ports::of)).doesNotHaveDuplicates();
    }

    @Test
    void aPortWithAListenerIsNotFree() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(Ports.from(taken.getLocalPort()).allFree()).isFalse();
        }
    }

    @Test
    void aPortBaseGivesConsecutivePorts() {
        Ports ports = Ports.from(20_000);

        assertThat(ports.of(Port.NAME_NODE_RPC)).isEqualTo(20_000);
        assertThat(ports.of(Port.NODE_MANAGER_HTTP)).isEqualTo(20_000 + Port.values().length - 1);
    }

    @Test
    void aPortBaseBeyondTheLastPortIsRefused() {
        assertThatThrownBy(() -> Ports.from(65_530))
                .isInstanceOf(LocalHadoopException.class)
                .hasMessageContaining("65530");
    }

    @Test
    void savedPortsAreLoadedAgain(@TempDir Path dir) throws Exception {
        Path file = dir.resolve("ports.properties");
        Ports saved = Ports.from(20_000);

        saved.save(file);

        assertThat(Ports.load(file))
                .hasValueSatisfying(loaded -> assertThat(
                                Arrays.stream(Port.values()).map(loaded::of))
                        .containsExactlyElementsOf(
                                Arrays.stream(Port.values()).map(saved::of).toList()));
    }

    @Test
    void anIncompleteFileOfPortsCountsAsNone(@TempDir Path dir) throws Exception {
        Path file = Files.writeString(dir.resolve("ports.properties"), "NAME_NODE_RPC=20000\n");

        assertThat(Ports.load(file)).isEmpty();
    }
}
