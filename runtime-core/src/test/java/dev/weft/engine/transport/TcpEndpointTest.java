package dev.weft.engine.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
}
