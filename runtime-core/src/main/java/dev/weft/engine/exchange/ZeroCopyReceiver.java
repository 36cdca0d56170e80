package dev.weft.engine.exchange;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The consuming end of a zero-copy channel: reads buffers in shared memory, where a producer on this host wrote them.
 * Belongs to the consumer's thread.
 */
record ZeroCopyReceiver(ChannelId id, SharedRing ring, PeerMemory memory) {

    /** The next element if it is a mark. */
    Optional<Element> mark() {
        return switch (ring.kind()) {
            case SharedRing.BUFFER -> Optional.empty();
            case Frames.BESIDE -> Optional.of(Frames.readBarrier(ring.bytes()));
            default -> Optional.of(Frames.readMark(ring.kind(), ring.value()));
        };
    }

    /** The next element if it is a buffer, ready to be decoded; valid until the ring advances. */
    ByteBuffer buffer() {
        try {
            return memory.buffer(ring.buffer())
                    .limit(BufferLayout.FRAME_HEADER + (int) ring.value())
                    .position(BufferLayout.FRAME_HEADER);
        } catch (IOException e) {
            throw PeerLostException.producer(
                    id, "lost the producer of " + id + " on this host: its memory cannot be read: " + e);
        }
    }
}
