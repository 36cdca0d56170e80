package dev.weft.engine.exchange;

/**
 * The bytes of one data frame, all numbers big-endian:
 *
 * <pre>
 *   0  int   length of what follows the frame header (9 bytes)
 *   4  byte  frame type
 *   5  int   channel number
 *   9  byte  flags: 1 = every record has a timestamp, 2 = the last record goes on in the next frame,
 *                 4 = the whole frame is the middle of one record
 *  10  int   bytes from offset 22 on that belong to a record begun in an earlier frame
 *  14  int   offset, counted from 9, at which the record that goes on in the next frame begins
 *  18  int   records that begin and end in this frame
 *  22  records, each: int key hash when keyed, long timestamp when flagged, then what the serializer wrote
 * </pre>
 *
 * Records carry no length: a serializer reads exactly what it wrote, which is checked once a frame.
 */
final class BufferLayout {

    static final int FRAME_HEADER = 9;
    static final int BODY_HEADER = 13;
    static final int FIRST_RECORD = FRAME_HEADER + BODY_HEADER;
    static final int HAS_TIMESTAMPS = 1;
    static final int GOES_ON = 2;
    static final int IS_MIDDLE = 4;

    private BufferLayout() {}
}
