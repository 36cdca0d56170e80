package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

/**
 * The task at the other end of a channel is gone before the end of input. Whoever is told so fails too, but only because
 * the other has: {@link TaskEndpoint#origin} says who that is.
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

    /** Whether it is the consumer that is gone. */
    boolean isConsumer() {
        return consumer;
    }

    /** Finds it under the exceptions that the user's code has put around it. */
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
