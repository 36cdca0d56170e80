package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.common.WeftException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The network buffer that a channel's records are currently serialized into, laid out as {@link BufferLayout} says. A
 * record that does not fit continues in the next buffer. Belongs to the producer's thread.
 */
final class OpenBuffer {

    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

    /** Source of empty buffers and sink of full ones. */
    interface Channel {
        /** Takes an empty buffer; blocks until there is one. */
        ByteBuffer takeBuffer();

        /**
         * Hands over a complete buffer.
         *
         * @param records how many end in it
         */
        void onBuffer(ByteBuffer buffer, int records);
    }

    private final Channel channel;
    private final TypeSerializer<Object> serializer;
    private final boolean keyed;
    private final BufferWriter writer;
    private boolean timestamps;
    private boolean inRecord;
    /** Position at which the current record began; negative when it began in an earlier buffer. */
    private int recordStart;
    /** Bytes of a record that began in an earlier buffer. */
    private int continuation;
    /** Number of records that begin and end in this buffer. */
    private int records;

    OpenBuffer(Channel channel, TypeSerializer<Object> serializer, boolean keyed, RecordLimit limit) {
        this.channel = channel;
        this.serializer = serializer;
        this.keyed = keyed;
        writer = new BufferWriter(this::goOnInNext, NONE, limit);
    }

    /** Whether there is an open buffer; it contains at least one record or a part of one. */
    boolean inUse() {
        return writer.buffer().position() > 0;
    }

    /** Number of bytes written. */
    int position() {
        return writer.buffer().position();
    }

    int capacity() {
        return writer.buffer().capacity();
    }

    /** Appends a record. Within a buffer, either all records have timestamps or none. */
    void add(Object value, long timestamp, int hash) {
        if (!inUse()) {
            begin(timestamp != Batch.NO_TIMESTAMP);
        } else if (timestamp != Batch.NO_TIMESTAMP && !timestamps) {
            handOver();
            begin(true);
        }
        inRecord = true;
        recordStart = writer.buffer().position();
        write(value, timestamp, hash);
        inRecord = false;
        if (recordStart < 0) {
            continuation = writer.buffer().position() - BufferLayout.FIRST_RECORD;
        } else {
            records++;
        }
    }

    private void begin(boolean withTimestamps) {
        timestamps = withTimestamps;
        writer.use(next());
    }

    private ByteBuffer next() {
        ByteBuffer next = channel.takeBuffer().position(BufferLayout.FIRST_RECORD);
        continuation = 0;
        records = 0;
        return next;
    }

    private void write(Object value, long timestamp, int hash) {
        try {
            if (keyed) {
                writer.writeInt(hash);
            }
            if (timestamps) {
                writer.writeLong(timestamp);
            }
            writer.beginRecord();
            serializer.serialize(value, writer);
            writer.endRecord();
        } catch (WeftException | TaskCanceledException | UserCodeFailure e) {
            throw e;
        } catch (Exception e) {
            throw Unwritable.because(e, value, serializer);
        }
    }

    /** Switches to the next buffer in the middle of a record. */
    private ByteBuffer goOnInNext(ByteBuffer full) {
        complete(full);
        ByteBuffer next = next();
        recordStart = -1;
        return next;
    }

    /** Hands the open buffer over to the channel; there must be one. */
    void handOver() {
        ByteBuffer buffer = writer.buffer();
        writer.use(NONE);
        complete(buffer);
        records = 0;
        continuation = 0;
    }

    private void complete(ByteBuffer buffer) {
        int end = buffer.position();
        boolean goesOn = inRecord;
        boolean middle = goesOn && recordStart < 0;
        int tail = goesOn && !middle ? recordStart : end;
        int head = middle ? end - BufferLayout.FIRST_RECORD : continuation;
        int finished = records + (head > 0 && !middle ? 1 : 0);
        int flags = (timestamps ? BufferLayout.HAS_TIMESTAMPS : 0)
                | (goesOn ? BufferLayout.GOES_ON : 0)
                | (middle ? BufferLayout.IS_MIDDLE : 0);
        buffer.put(9, (byte) flags);
        buffer.putInt(10, head);
        buffer.putInt(14, tail - BufferLayout.FRAME_HEADER);
        buffer.putInt(18, records);
        buffer.flip();
        channel.onBuffer(buffer, finished);
    }

    /** Drops what is written; returns the buffer, if there is one. */
    Optional<ByteBuffer> discard() {
        ByteBuffer buffer = writer.buffer();
        boolean used = inUse();
        writer.use(NONE);
        return used ? Optional.of(buffer) : Optional.empty();
    }
}
