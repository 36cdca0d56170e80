package dev.weft.engine.exchange;

import java.nio.ByteBuffer;

/** Where the buffers of a channel come from. The channel stays within its reservation. Safe from any thread. */
interface Buffers {

    /** A cleared buffer. */
    ByteBuffer take();

    /** The buffer is used no more. */
    void give(ByteBuffer buffer);
}
