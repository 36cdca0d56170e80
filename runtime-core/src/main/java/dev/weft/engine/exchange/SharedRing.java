package dev.weft.engine.exchange;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Optional;

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
 *   200  int  barriers written beside the elements so far, of which the last one counts
 *   256  elements, each: int kind (0 = a buffer), int number of the buffer, long its length or the mark's value
 *  1280  two slots for barriers beside the elements, used in turn: int number of elements before it, int length, request
 *        bytes that belong to elements, such as the request of a barrier: the int says where they begin, the long how many
 * </pre>
 *
 * A slot has an eighth of what follows the elements. A barrier in it has its place in the order and takes none among the
 * elements. The next one replaces it if the reader has not come to it.
 */
final class SharedRing {

    static final int BUFFER = 0;
    static final int CAPACITY = 64;

    private static final int WRITTEN = 0;
    private static final int READ = 64;
    private static final int READER_SLEEPS = 128;
    private static final int WRITER_ASKS = 192;
    private static final int ASKED = 196;
    private static final int BARRIERS = 200;
    private static final int ELEMENTS = 256;
    private static final int ELEMENT = 16;
    private static final int SLOTS = ELEMENTS + CAPACITY * ELEMENT;
    private static final int SLOT_HEADER = 2 * Integer.BYTES;
    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final ByteBuffer memory;
    private final ArrayDeque<Beside> beside = new ArrayDeque<>();
    private final int slotBytes;
    private int written;
    private int read;
    private int barriers;
    private Optional<Barrier> barrier = Optional.empty();

    /** The writer's note of bytes that belong to the element with this count. */
    private record Beside(int element, int from, int until) {}

    /** @param position how many elements come before it, counted from the first one of all */
    private record Barrier(int position, byte[] request) {}

    /** One side's view. The writer's is created first and resets the memory. */
    SharedRing(ByteBuffer memory) {
        this.memory = memory.duplicate().clear();
        slotBytes = (memory.capacity() - SLOTS) / 8;
    }

    // ---- the writer ----

    void reset() {
        barriers = 0;
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

    /** Writes a barrier beside the elements. */
    void offerBarrier(byte[] request) {
        int slot = slot(barriers + 1);
        memory.putInt(slot, written)
                .putInt(slot + Integer.BYTES, request.length)
                .put(slot + SLOT_HEADER, request);
        INT.setRelease(memory, BARRIERS, ++barriers);
    }

    private int slot(int count) {
        return SLOTS + (count & 1) * slotBytes;
    }

    private int beside() {
        return SLOTS + 2 * slotBytes;
    }

    /** Most bytes of one element. */
    int mostBytes() {
        return memory.capacity() - beside();
    }

    /** Most bytes of a barrier beside the elements. */
    int mostBytesOfBarrier() {
        return slotBytes - SLOT_HEADER;
    }

    /** Where so many bytes can be put; negative when nowhere. */
    private int placeFor(int length) {
        int consumed = consumed();
        beside.removeIf(each -> each.element - consumed <= 0);
        int from = beside.isEmpty() ? beside() : beside.getLast().until;
        if (from + length > memory.capacity()) {
            from = beside();
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

    /** Whether there is no element to read. */
    boolean isEmpty() {
        return unreadByReader() == 0;
    }

    /** How many elements there are to read. */
    int unreadByReader() {
        return (int) INT.getAcquire(memory, WRITTEN) - read;
    }

    /** The request of the barrier beside the elements that the reader has not taken. */
    Optional<byte[]> barrier() {
        lookForBarrier();
        return barrier.map(Barrier::request);
    }

    private void lookForBarrier() {
        int count = (int) INT.getAcquire(memory, BARRIERS);
        while (count != barriers) {
            int slot = slot(count);
            byte[] request = new byte[Math.max(0, Math.min(mostBytesOfBarrier(), memory.getInt(slot + Integer.BYTES)))];
            int position = memory.getInt(slot);
            memory.get(slot + SLOT_HEADER, request);
            VarHandle.loadLoadFence();
            int now = (int) INT.getAcquire(memory, BARRIERS);
            if (now == count) {
                barriers = count;
                barrier = Optional.of(new Barrier(position, request));
            }
            count = now;
        }
    }

    /** How many elements come before the barrier, of which there is one. */
    int beforeBarrier() {
        return barrier.orElseThrow().position - read;
    }

    /** Whether the barrier is next; it is taken then. */
    Optional<byte[]> takeBarrier() {
        lookForBarrier();
        if (barrier.isEmpty() || barrier.get().position != read) {
            return Optional.empty();
        }
        Optional<byte[]> taken = barrier.map(Barrier::request);
        barrier = Optional.empty();
        return taken;
    }

    int kind() {
        return kind(0);
    }

    /** The kind of the element after {@code i} others. */
    int kind(int i) {
        return memory.getInt(element(read + i));
    }

    int buffer() {
        return buffer(0);
    }

    int buffer(int i) {
        return memory.getInt(element(read + i) + 4);
    }

    long value() {
        return value(0);
    }

    long value(int i) {
        return memory.getLong(element(read + i) + 8);
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
        if (isEmpty() && barrier().isEmpty()) {
            return true;
        }
        INT.setVolatile(memory, READER_SLEEPS, 0);
        return false;
    }

    private static int element(int count) {
        return ELEMENTS + (count & CAPACITY - 1) * ELEMENT;
    }
}
