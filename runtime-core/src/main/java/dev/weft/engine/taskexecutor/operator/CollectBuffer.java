package dev.weft.engine.taskexecutor.operator;

import dev.weft.core.execution.spi.ResultTail;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Buffer of the serialized records of a collecting sink, until the client that submitted the job has fetched them.
 * Bounded; a full buffer causes backpressure. Filled by the sink's task and read from any thread; its methods are
 * synchronized and short.
 */
public final class CollectBuffer {

    /** Bytes up to which the sink's task takes more input; one record may exceed it. */
    static final int CAPACITY = 1 << 20;

    /** Additional bytes for records that the task emits without asking for room, such as those of timers. */
    private static final int RESERVE = 1 << 18;

    private static final int PIECE = 64 << 10;
    private static final byte[] NOTHING = {};

    private final Runnable onRoom;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final DataOutputSerializer open = new DataOutputSerializer(256);
    private long position;
    private int waiting;

    /** @param onRoom called when there may be room again */
    public CollectBuffer(Runnable onRoom) {
        this.onRoom = onRoom;
    }

    /** Serializes one record into the buffer. */
    @FunctionalInterface
    interface Writing {
        void write(DataOutputSerializer out) throws Exception;
    }

    synchronized void add(Writing record) throws Exception {
        int before = open.length();
        record.write(open);
        waiting += open.length() - before;
        if (open.length() >= PIECE) {
            seal();
        }
    }

    private void seal() {
        if (open.length() > 0) {
            pieces.add(open.getCopyOfBuffer());
            open.clear();
        }
    }

    synchronized boolean hasRoom() {
        return waiting < CAPACITY;
    }

    synchronized boolean hasReserve() {
        return waiting < CAPACITY + RESERVE;
    }

    /**
     * Returns the next whole records from an offset on, and drops those before it: the client has them.
     *
     * @param offset how many bytes the client has
     * @return empty when there is nothing yet
     */
    public byte[] after(long offset) {
        byte[] next;
        synchronized (this) {
            seal();
            forget(offset);
            next = pieces.isEmpty() ? NOTHING : pieces.peek();
        }
        onRoom.run();
        return next;
    }

    private void forget(long offset) {
        while (!pieces.isEmpty() && position + pieces.peek().length <= offset) {
            int length = pieces.remove().length;
            position += length;
            waiting -= length;
        }
    }

    /** What the client has not fetched at the end of the input. */
    synchronized ResultTail tail() {
        seal();
        ByteArrayOutputStream left = new ByteArrayOutputStream(waiting);
        pieces.forEach(left::writeBytes);
        return new ResultTail(position, left.toByteArray());
    }
}
