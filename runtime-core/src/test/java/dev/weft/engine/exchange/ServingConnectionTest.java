package dev.weft.engine.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Machine;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import dev.weft.shaded.io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Replies of the producer's side of a data connection, frame by frame, without a network. */
class ServingConnectionTest {

    private final ProducerRegistry producers = new ProducerRegistry();
    private final EmbeddedChannel network = new EmbeddedChannel(
            new ServingConnection(producers, Optional.empty(), Duration.ofSeconds(10), "the consumer"));
    private final ChannelId id = ChannelRig.id(0);
    private final NetworkMemory memory = new NetworkMemory(1 << 20, 4096);
    private final RemoteOutput output = new RemoteOutput(
            id,
            memory,
            Optional.empty(),
            new Backpressure(new Wakeup(Machine.system()), new YieldFlag()),
            new IoCounters(),
            ChannelRig.serializer(Long.class),
            false,
            false,
            new RecordLimit(1 << 20, "operator"),
            () -> producers.forget(id));

    @AfterEach
    void close() {
        network.close();
    }

    private void open(int credit) {
        network.writeInbound(Frames.open(UnpooledByteBufAllocator.DEFAULT, false, 1, id, credit));
        network.runPendingTasks();
    }

    /** The reasons that the consumer was given for broken channels. */
    private List<String> reasons() {
        List<String> reasons = new ArrayList<>();
        for (ByteBuf frame = network.readOutbound(); frame != null; frame = network.readOutbound()) {
            if (frame.getByte(4) == Frames.BROKEN) {
                reasons.add(frame.toString(BufferLayout.FRAME_HEADER, frame.getInt(0), StandardCharsets.UTF_8));
            }
            frame.release();
        }
        return reasons;
    }

    @Test
    void aConsumerThatComesAfterItsProducerHasStoppedIsTold() {
        producers.register(output);
        output.close();
        open(8);
        assertThat(reasons()).containsExactly("its task has stopped");
    }

    @Test
    void aConsumerThatComesWhileTheExecutorEndsHearsNothingOfATaskThatStopped() {
        producers.register(output);
        output.onExecutorEnds();
        output.onReleased();
        open(8);
        assertThat(reasons()).isEmpty();
    }

    /** FLINK-9676, FLINK-10491, FLINK-18595. */
    @Test
    void anOutputGivesItsBuffersBackWhenItIsReleasedAlthoughItsConsumerDoesNotReadIt() {
        producers.register(output);
        open(0);
        output.mark(Element.EndOfInput.INSTANCE);
        output.close();
        network.runPendingTasks();
        assertThat(memory.reserved()).isPositive();
        producers.release(id::equals).forEach(RemoteOutput::onReleased);
        network.runPendingTasks();
        assertThat(memory.reserved()).isZero();
    }

    /** FLINK-17823. */
    @Test
    void anOutputThatIsReleasedWhenItWasReadToItsEndGivesItsBuffersBackOnce() {
        producers.register(output);
        open(8);
        output.mark(Element.EndOfInput.INSTANCE);
        output.close();
        producers.release(id::equals).forEach(RemoteOutput::onReleased);
        network.runPendingTasks();
        assertThat(memory.reserved()).isZero();
    }
}
