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

    /** The barrier beside the ring, wherever it stands. */
    Optional<Element.Barrier> barrierAhead() {
        return ring.barrier().map(ZeroCopyReceiver::barrier);
    }

    /** The barrier beside the ring if it is next; it is taken then. */
    Optional<Element.Barrier> dueBarrier() {
        return ring.takeBarrier().map(ZeroCopyReceiver::barrier);
    }

    private static Element.Barrier barrier(byte[] request) {
        return (Element.Barrier) Frames.readBarrier(request);
    }

    /** Whether the element after {@code i} others is the end of the input. */
    boolean isEnd(int i) {
        int kind = ring.kind(i);
        return kind != SharedRing.BUFFER
                && kind != Frames.BESIDE
                && Frames.readMark(kind, ring.value(i)) instanceof Element.EndOfInput;
    }

    /** The element after {@code i} others if it is a buffer; valid until the ring advances over it. */
    Optional<ByteBuffer> frame(int i) {
        return ring.kind(i) == SharedRing.BUFFER
                ? Optional.of(mapped(ring.buffer(i))
                        .duplicate()
                        .clear()
                        .limit(BufferLayout.FRAME_HEADER + (int) ring.value(i)))
                : Optional.empty();
    }

    /** The next element if it is a buffer, ready to be decoded; valid until the ring advances. */
    ByteBuffer buffer() {
        return mapped(ring.buffer())
                .limit(BufferLayout.FRAME_HEADER + (int) ring.value())
                .position(BufferLayout.FRAME_HEADER);
    }

    private ByteBuffer mapped(int buffer) {
        try {
            return memory.buffer(buffer);
        } catch (IOException e) {
            throw PeerLostException.producer(
                    id, "lost the producer of " + id + " on this host: its memory cannot be read: " + e);
        }
    }
}
