package dev.weft.engine.rpc;

import dev.weft.engine.protocol.MasterMessage;

/** The JobManager's end of the connection to one executor. Safe from any thread. */
public interface ExecutorConnection {

    /**
     * Enqueues a message; messages of one thread arrive in order. Dropped silently once the connection is closed, since
     * the listener is told of that. Fails with an INTERNAL {@link dev.weft.engine.common.WeftException} when the message
     * is larger than a frame may be.
     */
    void send(MasterMessage message);

    /** Closes after what was sent before; the listener is told. Idempotent. */
    void close(String reason);

    /** The peer's address, for people. */
    String remote();
}
