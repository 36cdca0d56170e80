package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The consumer's end of a connection, without a network. */
class FetchingConnectionTest {

    private final NetworkMemory memory = new NetworkMemory(1 << 20, 4096);
    private final Wakeup reading = new Wakeup(Machine.system());
    private final Inputs inputs = new Inputs(reading, new IoCounters());
    private final EmbeddedChannel network = new EmbeddedChannel();

    @AfterEach
    void close() {
        network.close();
    }

    /** FLINK-9755. */
    @Test
    void whatGoesWrongInACallbackFailsTheTasksThatReadFromTheConnection() {
        FetchingConnection connection = new FetchingConnection(memory, network.eventLoop(), false);
        network.pipeline().addLast(connection);
        RemoteInput input = new RemoteInput(
                ChannelRig.id(0),
                ChannelRig.spec(0, Long.class),
                1 << 20,
                new DataAddress(new ExecutorId("producer"), "127.0.0.1", 1),
                memory,
                connection);
        inputs.connect(List.of(input));
        input.start(inputs);
        network.runPendingTasks();

        network.pipeline().fireExceptionCaught(new IllegalStateException("a bug"));
        network.runPendingTasks();
        assertThat(network.isOpen()).isFalse();
        assertThatThrownBy(() -> ChannelRig.next(inputs, reading))
                .hasMessageContaining("the connection failed: a bug")
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONNECTION_LOST));
    }
}
