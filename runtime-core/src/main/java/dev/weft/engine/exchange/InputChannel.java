package dev.weft.engine.exchange;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** The consuming end of a channel. Polled by the consumer's thread; announced to its {@link Inputs} by anyone. */
abstract class InputChannel {

    private final int gate;
    private final int index;
    private final AtomicBoolean announced = new AtomicBoolean();

    /**
     * @param gate the logical input of the head operator
     * @param index the channel's number among the channels of its gate
     */
    InputChannel(int gate, int index) {
        this.gate = gate;
        this.index = index;
    }

    final int gate() {
        return gate;
    }

    final int index() {
        return index;
    }

    /** Whether the channel stands in the queue of those with something to read. */
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

    /** From now on, tell these inputs of what there is to read. */
    abstract void start(Inputs inputs);

    /** What the task was told when the producer was gone before the end of input. */
    Optional<PeerLostException> lostPeer() {
        return Optional.empty();
    }

    /** The consumer reads no more; idempotent. */
    abstract void close();
}
