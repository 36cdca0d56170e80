package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Deserializes the buffers of one channel into batches of records. A record that spans buffers is assembled in memory
 * of its own. Belongs to the consumer's thread; a batch is valid until the next call.
 */
final class BufferDecoder {

    private static final int LARGEST_BATCH = 1024;

    /** Records above this size are assembled on the heap, and that memory is released afterwards. */
    private static final int LARGE = 1 << 20;

    private final TypeSerializer<Object> serializer;
    private final boolean keyed;
    private final int maxRecordBytes;
    private final Batch batch;
    private final BufferReader reader = new BufferReader();
    private ByteBuffer buffer = ByteBuffer.allocateDirect(0);
    private int left;
    private int tail;
    private int flags;
    private boolean exhausted = true;
    private ByteBuffer spanning = ByteBuffer.allocateDirect(0);
    private boolean spanningHasTimestamps;
    private boolean spanningIsWhole;

    /** @param maxRecordBytes larger records are refused */
    BufferDecoder(TypeSerializer<Object> serializer, boolean keyed, int maxRecordBytes) {
        this.maxRecordBytes = maxRecordBytes;
        this.serializer = serializer;
        this.keyed = keyed;
        this.batch = new Batch(LARGEST_BATCH, keyed);
    }

    /** Starts with the next data frame, laid out as {@link BufferLayout} says; keeps it until {@link #isExhausted}. */
    void begin(ByteBuffer next) {
        buffer = next;
        flags = next.get(9);
        int head = next.getInt(10);
        tail = BufferLayout.FRAME_HEADER + next.getInt(14);
        left = next.getInt(18);
        exhausted = false;
        if (head > 0) {
            gather(BufferLayout.FIRST_RECORD, BufferLayout.FIRST_RECORD + head);
        }
        spanningIsWhole = spanningIsWhole() && (flags & BufferLayout.IS_MIDDLE) == 0;
        next.position(BufferLayout.FIRST_RECORD + head);
    }

    private boolean spanningIsWhole() {
        return spanning.position() > 0;
    }

    /** Whether the current buffer is no longer needed. */
    boolean isExhausted() {
        return exhausted;
    }

    /** Decodes the next records of the buffer; empty when no further record ends in it. */
    Batch decode() {
        batch.clear();
        try {
            if (spanningIsWhole) {
                decodeSpanning();
            }
            reader.use(buffer);
            boolean timestamps = (flags & BufferLayout.HAS_TIMESTAMPS) != 0;
            while (left > 0 && !batch.isFull()) {
                decodeOne(timestamps);
                left--;
            }
        } catch (BufferUnderflowException | IOException e) {
            throw mismatch("reads more than it wrote", e);
        } catch (RuntimeException e) {
            throw new UserCodeFailure(serializerName(), e);
        }
        if (left == 0 && !exhausted) {
            finish();
        }
        return batch;
    }

    /** The records that are not decoded yet, to be continued with the frames that follow. */
    OvertakenFrames overtaken(OvertakenRecords to) {
        OvertakenFrames frames = new OvertakenFrames(to);
        if (spanning.position() > 0) {
            frames.begun(spanningHasTimestamps, spanning.duplicate().flip());
        }
        if (!exhausted) {
            frames.addFrom(buffer, buffer.position(), left);
        }
        return frames;
    }

    private void decodeOne(boolean timestamps) throws IOException {
        int hash = keyed ? reader.readInt() : 0;
        long timestamp = timestamps ? reader.readLong() : Batch.NO_TIMESTAMP;
        batch.add(serializer.deserialize(reader), timestamp, hash);
    }

    private void decodeSpanning() throws IOException {
        spanning.flip();
        reader.use(spanning);
        decodeOne(spanningHasTimestamps);
        if (spanning.hasRemaining()) {
            throw mismatch("reads less than it wrote", null);
        }
        spanning = spanning.capacity() > LARGE ? ByteBuffer.allocateDirect(0) : spanning.clear();
        spanningIsWhole = false;
    }

    private void finish() {
        exhausted = true;
        boolean middle = (flags & BufferLayout.IS_MIDDLE) != 0;
        if (!middle && buffer.position() != tail) {
            throw mismatch("reads less than it wrote", null);
        }
        if (!middle && (flags & BufferLayout.GOES_ON) != 0) {
            spanningHasTimestamps = (flags & BufferLayout.HAS_TIMESTAMPS) != 0;
            gather(tail, buffer.limit());
        }
    }

    /** Appends bytes of the buffer to the record that spans buffers. */
    private void gather(int from, int until) {
        int length = until - from;
        int most = RecordLimit.mostToRead(maxRecordBytes);
        if (length > most - spanning.position()) {
            throw RecordLimit.refused(maxRecordBytes);
        }
        if (spanning.remaining() < length) {
            int capacity = Math.max(spanning.position() + length, (int) Math.min(spanning.capacity() * 2L, most));
            ByteBuffer larger = capacity > LARGE ? ByteBuffer.allocate(capacity) : ByteBuffer.allocateDirect(capacity);
            spanning = larger.put(spanning.flip());
        }
        spanning.put(spanning.position(), buffer, from, length);
        spanning.position(spanning.position() + length);
    }

    private String serializerName() {
        return "serializer " + serializer.getClass().getName();
    }

    private UserCodeFailure mismatch(String what, Exception cause) {
        return new UserCodeFailure(
                serializerName(),
                new IOException(serializerName() + " " + what + ": serialize() and deserialize() do not match", cause));
    }
}
