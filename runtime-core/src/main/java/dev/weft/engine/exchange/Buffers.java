package dev.weft.engine.exchange;

import java.nio.ByteBuffer;

/** The buffer pool of a channel, which stays within its reservation. Thread-safe. */
interface Buffers {

    /** Takes a cleared buffer. */
    ByteBuffer take();

    /** Returns a buffer to the pool. */
    void give(ByteBuffer buffer);
}
