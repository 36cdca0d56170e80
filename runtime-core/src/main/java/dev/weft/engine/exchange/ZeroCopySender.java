package dev.weft.engine.exchange;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ControlCodec;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The producing end of a zero-copy channel to a consumer on this host: the writer's end of a {@link SharedRing}, and
 * the buffers in it that the consumer has not read yet. Used under the lock of its {@link RemoteOutput}.
 */
final class ZeroCopySender {

    private static final ByteBuffer MARK = ByteBuffer.allocate(0);

    private final SharedFile file;
    private final ByteBuffer memory;
    private final SharedRing ring;
    private final ArrayDeque<ByteBuffer> outstanding = new ArrayDeque<>();
    private int returned;
    private boolean over;

    /** Takes one buffer from the file for the ring. */
    ZeroCopySender(SharedFile file) {
        this.file = file;
        memory = file.take();
        ring = new SharedRing(memory);
        ring.reset();
    }

    /** Number of the buffer that contains the ring. */
    int ringBuffer() {
        return file.number(memory);
    }

    /** Adds an element; false when the ring is full. Elements after the end of the channel are dropped. */
    boolean offer(Object element) {
        if (element instanceof ByteBuffer buffer) {
            if (over) {
                file.give(buffer);
            } else if (ring.offer(SharedRing.BUFFER, file.number(buffer), buffer.limit() - BufferLayout.FRAME_HEADER)) {
                outstanding.add(buffer);
            } else {
                return false;
            }
            return true;
        }
        Element mark = (Element) element;
        if (mark instanceof Element.Barrier barrier && barrier.request().mayOvertake()) {
            if (!over) {
                ring.offerBarrier(encoded(barrier));
            }
            return true;
        }
        if (!over) {
            if (!offerMark(mark)) {
                return false;
            }
            outstanding.add(MARK);
        }
        return true;
    }

    private boolean offerMark(Element mark) {
        if (mark instanceof Element.Barrier barrier) {
            return ring.offer(Frames.BESIDE, encoded(barrier));
        }
        return ring.offer(Frames.kind(mark), 0, Frames.value(mark));
    }

    private byte[] encoded(Element.Barrier barrier) {
        byte[] request = ControlCodec.encode(barrier.request());
        int most = barrier.request().mayOvertake() ? ring.mostBytesOfBarrier() : ring.mostBytes();
        if (request.length > most) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the request of " + barrier.request() + " has " + request.length
                            + " bytes, and a network buffer has"
                            + " place for " + most + ": make taskmanager.memory.segment-size larger, or the"
                            + " path of its directory shorter: "
                            + barrier.request().directory());
        }
        return request;
    }

    /** Whether the element can be added now. */
    boolean hasPlaceFor(Object element) {
        return over
                || (element instanceof Element.Barrier barrier ? ring.hasPlaceFor(encoded(barrier).length) : !isFull());
    }

    /** Takes back the buffers that the consumer has read; returns how many since the last call. */
    int takeBack() {
        int buffers = 0;
        if (!over) {
            for (int consumed = ring.consumed(); returned != consumed; returned++) {
                ByteBuffer buffer = outstanding.remove();
                if (buffer != MARK) {
                    file.give(buffer);
                    buffers++;
                }
            }
        }
        return buffers;
    }

    int unread() {
        return over ? 0 : ring.unread();
    }

    boolean isFull() {
        return unread() == SharedRing.CAPACITY;
    }

    void askAtUnread(int elements) {
        ring.askAtUnread(elements);
    }

    boolean mustWakeReader() {
        return !over && ring.mustWakeReader();
    }

    /** @param unused whether the consumer surely looks at nothing any more; otherwise its buffers are lost */
    void end(boolean unused) {
        if (over) {
            return;
        }
        takeBack();
        over = true;
        outstanding.removeIf(buffer -> buffer == MARK);
        outstanding.add(memory);
        if (unused) {
            outstanding.forEach(file::give);
        } else {
            file.lose(outstanding.size());
        }
    }
}
