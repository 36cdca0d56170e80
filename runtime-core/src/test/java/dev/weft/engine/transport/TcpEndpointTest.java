package dev.weft.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelConfig;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.socket.nio.NioChannelOption;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;

class TcpEndpointTest {

    private static final int DEADLINE_MS = 20_000;

    @Test
    void aConnectionThatNobodyTakesIsClosed() throws IOException {
        try (Transport.Endpoint endpoint = Transport.tcp().open("Late", 1)) {
            int port = endpoint.listen(BindAddress.anyPort("127.0.0.1"), channel -> {
                throw new WeftException(ErrorCode.CONNECTION_LOST, "the data plane is closed");
            });
            try (Socket late = new Socket(InetAddress.getLoopbackAddress(), port)) {
                late.setSoTimeout(DEADLINE_MS);
                assertThat(late.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void bothEndsOfAConnectionProbeWhetherTheOtherHostIsStillThere() throws Exception {
        CompletableFuture<Channel> accepting = new CompletableFuture<>();
        CompletableFuture<Channel> connecting = new CompletableFuture<>();
        try (Transport.Endpoint server = Transport.tcp().open("Server", 1);
                Transport.Endpoint client = Transport.tcp().open("Client", 1)) {
            int port = server.listen(BindAddress.anyPort("127.0.0.1"), accepting::complete);
            client.connect(
                    client.loop(),
                    new Transport.Target("127.0.0.1", port, Duration.ofMillis(DEADLINE_MS)),
                    connecting::complete,
                    why -> connecting.completeExceptionally(new IOException(why)));
            for (CompletableFuture<Channel> end : List.of(accepting, connecting)) {
                ChannelConfig config =
                        end.get(DEADLINE_MS, TimeUnit.MILLISECONDS).config();
                assertThat(config.getOption(ChannelOption.SO_KEEPALIVE)).isTrue();
                int idleS = config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE));
                int everyS = config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL));
                int probes = config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT));
                assertThat(idleS + everyS * probes)
                        .as("seconds until it breaks")
                        .isLessThan(120);
            }
        }
    }
}
