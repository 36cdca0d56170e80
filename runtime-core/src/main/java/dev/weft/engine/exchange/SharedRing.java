package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;

/**
 * Bounded lock-free ring buffer for one writer and one reader in two processes, in shared memory: the elements of one
 * zero-copy channel. Neither side makes a system call while the other is awake. A side that goes to sleep sets a flag;
 * the other side clears it and must then send a wake-up over the connection.
 *
 * <pre>
 *     0  int  elements written so far
 *    64  int  elements read so far
 *   128  int  1 = the reader sleeps
 *   192  int  1 = the writer wants to be woken when as many elements are read as the next int says
 *   196  int
 *   256  elements, each: int kind (0 = a buffer), int number of the buffer, long its length or the mark's value
 *  1280  bytes that belong to elements, such as the request of a barrier: the int says where they begin, the long how many
 * </pre>
 */
final class SharedRing {

    static final int BUFFER = 0;
    static final int CAPACITY = 64;

    private static final int WRITTEN = 0;
    private static final int READ = 64;
    private static final int READER_SLEEPS = 128;
    private static final int WRITER_ASKS = 192;
    private static final int ASKED = 196;
    private static final int ELEMENTS = 256;
    private static final int ELEMENT = 16;
    private static final int BESIDE = ELEMENTS + CAPACITY * ELEMENT;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;
    private final ArrayDeque<Beside> beside = new ArrayDeque<>();
    private int written;
    private int read;

    /** The writer's note of bytes that belong to the element with this count. */
    private record Beside(int element, int from, int until) {}

    /** One side's view. The writer's is created first and resets the memory. */
    SharedRing(ByteBuffer memory) {
        this.memory = memory.duplicate().clear();
    }

    // ---- the writer ----

    void reset() {
        for (int at = 0; at < ELEMENTS; at += Integer.BYTES) {
            INT.setVolatile(memory, at, 0);
        }
    }

    boolean offer(int kind, int buffer, long value) {
        if (written - consumed() == CAPACITY) {
            return false;
        }
        int at = element(written);
        memory.putInt(at, kind).putInt(at + 4, buffer).putLong(at + 8, value);
        INT.setRelease(memory, WRITTEN, ++written);
        return true;
    }

    /** As {@link #offer(int, int, long)}, of an element with bytes; false also when there is no place for the bytes. */
    boolean offer(int kind, byte[] bytes) {
        int from = placeFor(bytes.length);
        if (from < 0 || !offer(kind, from, bytes)) {
            return false;
        }
        beside.add(new Beside(written, from, from + bytes.length));
        return true;
    }

    private boolean offer(int kind, int from, byte[] bytes) {
        memory.put(from, bytes);
        return offer(kind, from, (long) bytes.length);
    }

    /** Whether an element with so many bytes fits now. */
    boolean hasPlaceFor(int length) {
        return unread() < CAPACITY && placeFor(length) >= 0;
    }

    /** Most bytes of one element. */
    int mostBytes() {
        return memory.capacity() - BESIDE;
    }

    /** Where so many bytes can be put; negative when nowhere. */
    private int placeFor(int length) {
        int consumed = consumed();
        beside.removeIf(each -> each.element - consumed <= 0);
        int from = beside.isEmpty() ? BESIDE : beside.getLast().until;
        if (from + length > memory.capacity()) {
            from = BESIDE;
        }
        for (Beside each : beside) {
            if (each.from < from + length && from < each.until) {
                return -1;
            }
        }
        return from + length > memory.capacity() ? -1 : from;
    }

    /** Number of elements read so far. */
    int consumed() {
        return (int) INT.getAcquire(memory, READ);
    }

    int unread() {
        return written - consumed();
    }

    /** Whether the reader sleeps; the caller must wake it then. */
    boolean mustWakeReader() {
        VarHandle.fullFence();
        return (int) INT.getOpaque(memory, READER_SLEEPS) == 1 && INT.compareAndSet(memory, READER_SLEEPS, 1, 0);
    }

    /** Requests a wake-up when at most this many elements are unread; check again afterwards. */
    void askAtUnread(int elements) {
        INT.setOpaque(memory, ASKED, written - elements);
        INT.setVolatile(memory, WRITER_ASKS, 1);
        VarHandle.fullFence();
    }

    // ---- the reader ----

    /** Whether there is nothing to read. */
    boolean isEmpty() {
        return (int) INT.getAcquire(memory, WRITTEN) == read;
    }

    int kind() {
        return memory.getInt(element(read));
    }

    int buffer() {
        return memory.getInt(element(read) + 4);
    }

    long value() {
        return memory.getLong(element(read) + 8);
    }

    /** The bytes of an element that has some. */
    byte[] bytes() {
        byte[] bytes = new byte[(int) value()];
        memory.get(buffer(), bytes);
        return bytes;
    }

    /** Releases the element and its buffer for reuse; true when the writer must be woken for that. */
    boolean advance() {
        INT.setRelease(memory, READ, ++read);
        VarHandle.fullFence();
        return (int) INT.getOpaque(memory, WRITER_ASKS) == 1
                && read - (int) INT.getOpaque(memory, ASKED) >= 0
                && INT.compareAndSet(memory, WRITER_ASKS, 1, 0);
    }

    /** Sets the flag that the reader sleeps, unless there is something to read. */
    boolean sleep() {
        INT.setVolatile(memory, READER_SLEEPS, 1);
        VarHandle.fullFence();
        if (isEmpty()) {
            return true;
        }
        INT.setVolatile(memory, READER_SLEEPS, 0);
        return false;
    }

    private static int element(int count) {
        return ELEMENTS + (count & CAPACITY - 1) * ELEMENT;
    }
}
