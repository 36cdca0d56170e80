package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * The task at the other end of a channel was lost before the end of input. A follow-up failure: the task that gets it
 * fails because of the other one, which {@link TaskEndpoint#origin} identifies.
 */
public final class PeerLostException extends WeftException {

    private final ChannelId channel;
    private final boolean consumer;

    private PeerLostException(ChannelId channel, boolean consumer, String message) {
        super(ErrorCode.CONNECTION_LOST, message);
        this.channel = channel;
        this.consumer = consumer;
    }

    static PeerLostException producer(ChannelId channel, String message) {
        return new PeerLostException(channel, false, message);
    }

    static PeerLostException consumer(ChannelId channel, String message) {
        return new PeerLostException(channel, true, message);
    }

    ChannelId channel() {
        return channel;
    }

    /** Whether the lost peer is the consumer. */
    boolean isConsumer() {
        return consumer;
    }

    /** Searches the cause chain, since user code may wrap it. */
    public static Optional<PeerLostException> in(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (Throwable t = failure; t != null && seen.add(t); t = t.getCause()) {
            if (t instanceof PeerLostException lost) {
                return Optional.of(lost);
            }
        }
        return Optional.empty();
    }
}
