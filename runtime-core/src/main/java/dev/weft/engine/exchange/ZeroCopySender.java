package dev.weft.engine.exchange;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * The producing end of a zero-copy channel to a consumer on this host: the writer's end of their {@link SharedRing}, and the
 * buffers in it that the consumer has not read yet. Used under the lock of its {@link RemoteOutput}.
 */
final class ZeroCopySender {

    private static final ByteBuffer MARK = ByteBuffer.allocate(0);

    private final SharedFile file;
    private final ByteBuffer memory;
    private final SharedRing ring;
    private final ArrayDeque<ByteBuffer> outstanding = new ArrayDeque<>();
    private int returned;
    private boolean over;

    /** Takes one buffer for the ring. */
    ZeroCopySender(SharedFile file) {
        this.file = file;
        memory = file.take();
        ring = new SharedRing(memory);
        ring.reset();
    }

    /** The number of the buffer that is the ring. */
    int ringBuffer() {
        return file.number(memory);
    }

    /** False when there is no room. What comes after the end of it all is dropped. */
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
        if (!over) {
            if (!ring.offer(Frames.kind(mark), 0, Frames.value(mark))) {
                return false;
            }
            outstanding.add(MARK);
        }
        return true;
    }

    /** How many buffers the consumer has given back since the last time. */
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
