package dev.weft.engine.exchange;

import java.util.Arrays;
import java.util.Optional;

/**
 * The records that one task sends along one edge of the job: chooses channels, one class a strategy. Belongs to the
 * task's thread. Every kind of mark goes to all channels.
 */
public abstract sealed class Output implements Receiver
        permits SingleOutput, RoundRobinOutput, RandomOutput, BroadcastOutput, HashOutput, CustomOutput {

    final OutputChannel[] channels;

    Output(OutputChannel[] channels) {
        this.channels = channels;
    }

    @Override
    public final void watermark(long timestamp) {
        markAll(new Element.Watermark(timestamp));
    }

    @Override
    public final void idle(boolean idle) {
        markAll(new Element.Idleness(idle));
    }

    @Override
    public final void endOfInput() {
        markAll(Element.EndOfInput.INSTANCE);
    }

    private void markAll(Element mark) {
        for (OutputChannel channel : channels) {
            channel.mark(mark);
        }
    }

    /** Hands over everything added so far. */
    public final void flush() {
        for (OutputChannel channel : channels) {
            channel.flush();
        }
    }

    /** What the task was told of the first consumer that was gone. */
    final Optional<PeerLostException> lostPeer() {
        return Arrays.stream(channels)
                .map(OutputChannel::lostPeer)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The task ends. Without an end of input before it, the consumers find their channels broken. Idempotent. */
    public final void close() {
        for (OutputChannel channel : channels) {
            channel.close();
        }
    }
}
