package dev.weft.engine.exchange;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The consuming end of a channel. Polled by the consumer's thread; any thread may announce it to its {@link Inputs} as
 * readable.
 */
abstract class InputChannel {

    private final InputSpec spec;
    private final AtomicBoolean announced = new AtomicBoolean();
    private int position;
    private boolean blocked;

    InputChannel(InputSpec spec) {
        this.spec = spec;
    }

    final InputSpec spec() {
        return spec;
    }

    final int gate() {
        return spec.gate();
    }

    final int index() {
        return spec.index();
    }

    /** The position of the channel among all channels of its task. */
    final int position() {
        return position;
    }

    final void position(int among) {
        position = among;
    }

    /** Whether its elements stay where they are until the channel is unblocked. */
    final boolean isBlocked() {
        return blocked;
    }

    final void block(boolean now) {
        blocked = now;
    }

    /** Whether the channel is in the ready list, or held back from it because it is blocked. */
    final AtomicBoolean announced() {
        return announced;
    }

    /**
     * The next element, or null when there is none now.
     *
     * @throws PeerLostException when the channel broke
     */
    abstract Element poll();

    /** Whether {@link #poll} would return something or fail. */
    abstract boolean hasMore();

    /** The barrier that is queued and overtakes records, now or later; null when there is none. */
    abstract Element.Barrier barrierAhead();

    /**
     * Copies the records that come before this checkpoint's barrier, if that is queued, or the end of the input if that
     * is. Nothing is taken out of the channel.
     *
     * @return whether it was; if not, nothing was copied
     */
    abstract boolean capture(long checkpointId, OvertakenRecords to);

    /**
     * A checkpoint waits for this channel's barrier, or its end: if that is queued at the producer, everything before it
     * is to be sent at once.
     */
    void askForEnd() {}

    /** Announces the channel to these inputs from now on, whenever there is something to read. */
    abstract void start(Inputs inputs);

    /** The exception that the task got when the producer was gone before the end of input. */
    Optional<PeerLostException> lostPeer() {
        return Optional.empty();
    }

    /** Stops reading; idempotent. */
    abstract void close();
}
