package dev.weft.engine.taskexecutor.operator;

import dev.weft.core.execution.spi.ResultTail;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The records of a collecting sink, serialized, until the client that submitted the job has them. Bounded: the sink waits
 * while there is no room. Filled by the sink's task, emptied from any thread; its methods are synchronized and short.
 */
public final class CollectBuffer {

    /** So many bytes may wait, and one record more, while the sink's task takes input. */
    static final int CAPACITY = 1 << 20;

    /** So many beyond that for what it emits without asking. */
    private static final int RESERVE = 1 << 18;

    private static final int PIECE = 64 << 10;
    private static final byte[] NOTHING = {};

    private final Runnable onRoom;
    private final Deque<byte[]> pieces = new ArrayDeque<>();
    private final DataOutputSerializer open = new DataOutputSerializer(256);
    private long position;
    private int waiting;

    /** @param onRoom told when there may be room again */
    public CollectBuffer(Runnable onRoom) {
        this.onRoom = onRoom;
    }

    /** Adds a record to what waits. */
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
     * The next run of whole records behind those that the client has, which are forgotten.
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

    /** What is left at the end. */
    synchronized ResultTail tail() {
        seal();
        ByteArrayOutputStream left = new ByteArrayOutputStream(waiting);
        pieces.forEach(left::writeBytes);
        return new ResultTail(position, left.toByteArray());
    }
}
