package dev.weft.engine.exchange;

import dev.weft.engine.protocol.CheckpointRequest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Partitioner of the records that one task sends along one edge of the job: one subclass per ship strategy chooses the
 * channels. Belongs to the task's thread. Marks of every kind go to all channels.
 */
public abstract sealed class Output implements Receiver
        permits SingleOutput, RoundRobinOutput, RandomOutput, BroadcastOutput, HashOutput, CustomOutput {

    final OutputChannel[] channels;
    private boolean ended;
    private boolean keepsEnd;

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

    /** From now on the end of the input is not passed on: the consumers end their input themselves. */
    public final void keepEnd() {
        keepsEnd = true;
    }

    @Override
    public final void endOfInput() {
        if (keepsEnd) {
            return;
        }
        ended = true;
        markAll(Element.EndOfInput.INSTANCE);
    }

    /** Puts a checkpoint's barrier behind everything emitted so far; the end of the input stands for all later ones. */
    public final void barrier(CheckpointRequest request) {
        if (!ended) {
            Element.Barrier barrier = new Element.Barrier(request);
            for (OutputChannel channel : channels) {
                channel.barrier(barrier);
            }
        }
    }

    /** From now on this checkpoint's barrier overtakes records, where consumers have not got it yet. */
    public final void hurry(long checkpointId) {
        for (OutputChannel channel : channels) {
            channel.hurry(checkpointId);
        }
    }

    private void markAll(Element mark) {
        for (OutputChannel channel : channels) {
            channel.mark(mark);
        }
    }

    /** Flushes all channels. */
    public final void flush() {
        for (OutputChannel channel : channels) {
            channel.flush();
        }
    }

    /** The exception that the task got for the first lost consumer. */
    final Optional<PeerLostException> lostPeer() {
        return Arrays.stream(channels)
                .map(OutputChannel::lostPeer)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Closes the channels when the task ends. Without an end of input before it, the consumers find their channels
     * broken. Idempotent.
     */
    public final void close() {
        for (OutputChannel channel : channels) {
            channel.close();
        }
    }
}
