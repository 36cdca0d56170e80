package dev.weft.engine.rpc;

import dev.weft.engine.protocol.ExecutorMessage;

/** An executor's end of the control connection to the JobManager. Thread-safe. */
public interface MasterConnection {

    /**
     * Enqueues a message; messages of one thread arrive in order. Dropped silently once the connection is closed, since
     * the listener is told of that. Fails with an INTERNAL {@link dev.weft.engine.common.WeftException} when the message
     * is larger than a frame may be.
     */
    void send(ExecutorMessage message);

    /** Closes after all messages sent before have gone out; the listener is notified. Idempotent. */
    void close();
}
