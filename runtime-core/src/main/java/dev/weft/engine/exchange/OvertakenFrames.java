package dev.weft.engine.exchange;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/**
 * Copies the records of a channel's data frames, laid out as {@link BufferLayout} says, without deserializing them; puts
 * the parts of a record that spans frames together. Belongs to the consumer's thread.
 */
final class OvertakenFrames {

    private final OvertakenRecords to;
    private final ByteArrayOutputStream spanning = new ByteArrayOutputStream();
    private boolean spanningHasTimestamps;

    OvertakenFrames(OvertakenRecords to) {
        this.to = to;
    }

    /** A record has begun in an earlier frame; the first bytes of it. */
    void begun(boolean timestamps, ByteBuffer bytes) {
        spanningHasTimestamps = timestamps;
        append(bytes);
    }

    private void append(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.get(bytes.position(), copy);
        spanning.writeBytes(copy);
    }

    /** The next frame, as a whole. */
    void add(ByteBuffer frame) {
        int head = frame.getInt(10);
        int first = BufferLayout.FIRST_RECORD + head;
        if (head > 0) {
            append(frame.slice(BufferLayout.FIRST_RECORD, head));
            if ((frame.get(9) & BufferLayout.IS_MIDDLE) != 0) {
                return;
            }
            to.add(spanningHasTimestamps, 1, ByteBuffer.wrap(spanning.toByteArray()));
            spanning.reset();
        }
        addFrom(frame, first, frame.getInt(18));
    }

    /** The rest of a frame: so many whole records from a position on, and the beginning of one that goes on. */
    void addFrom(ByteBuffer frame, int position, int records) {
        int flags = frame.get(9);
        boolean timestamps = (flags & BufferLayout.HAS_TIMESTAMPS) != 0;
        int tail = BufferLayout.FRAME_HEADER + frame.getInt(14);
        to.add(timestamps, records, frame.slice(position, tail - position));
        if ((flags & BufferLayout.GOES_ON) != 0) {
            begun(timestamps, frame.slice(tail, frame.limit() - tail));
        }
    }
}
