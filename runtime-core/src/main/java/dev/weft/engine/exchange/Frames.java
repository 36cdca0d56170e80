package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.ControlCodec;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.ByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

/**
 * The frames of a data connection, all with the header of {@link BufferLayout}: length, type, channel number. The
 * consumer's side, which opened the connection, numbers the channels.
 *
 * <pre>
 *   consumer → producer   1 OPEN    job (16 bytes), producer, output (int), consumer, credit (int); each of the two
 *                                   attempts is vertex (16), subtask (int), attempt (int), epoch (long)
 *                         2 CREDIT  int
 *                         3 CLOSE   -
 *                        14 HURRY_END  nothing: if the end of the input is queued, everything before it is sent at once
 *                         8 OPEN_ZERO_COPY  as OPEN, from a consumer that can read the producer's shared file
 *   producer → consumer   4 DATA    see BufferLayout
 *                         5 MARK    kind (1 byte: 1 watermark, 2 idle, 3 active, 4 end of input), long
 *                         6 BROKEN  reason, UTF-8
 *                         7 OFFER   nothing, or: nonce (16), buffer size (int), path of the shared file (UTF-8)
 *                         9 RING    number of a buffer (int)
 *                        11 BARRIER request, as ControlCodec encodes it
 *                        12 SIGHT   nothing: a barrier that overtakes records is in the ring
 *                        13 DATA_AHEAD  as DATA, beyond the credit
 *   both ways            10 BELL    -
 * </pre>
 *
 * OFFER is the producer's first frame, with channel number 0. An OPEN_ZERO_COPY may be answered with a RING: then that buffer of the
 * shared file is a {@link SharedRing} with the channel's elements, instead of DATA, MARK, BARRIER and CREDIT; a BELL wakes the one who
 * sleeps at the other end of it. A BARRIER that overtakes records takes no credit, and when it does so, they are sent before it beyond the
 * credit; so is what comes before the end of the input after a HURRY_END. After the CLOSE of such a channel the producer uses its buffers for others.
 */
final class Frames {

    static final byte OPEN = 1;
    static final byte CREDIT = 2;
    static final byte CLOSE = 3;
    static final byte DATA = 4;
    static final byte MARK = 5;
    static final byte BROKEN = 6;
    static final byte OFFER = 7;
    static final byte OPEN_ZERO_COPY = 8;
    static final byte RING = 9;
    static final byte BELL = 10;
    static final byte BARRIER = 11;
    static final byte SIGHT = 12;
    static final byte DATA_AHEAD = 13;
    static final byte HURRY_END = 14;

    private static final int ATTEMPT_BYTES = 16 + 2 * Integer.BYTES + Long.BYTES;
    static final int OPEN_BYTES = 16 + 2 * ATTEMPT_BYTES + 2 * Integer.BYTES;
    static final int MARK_BYTES = 1 + Long.BYTES;
    static final int LONGEST_REASON = 1024;
    static final int LONGEST_REQUEST = 1 << 16;

    private static final int WATERMARK = 1;
    private static final int IDLE = 2;
    private static final int ACTIVE = 3;
    private static final int END = 4;
    /** In a {@link SharedRing} only: the request is beside the element. */
    static final int BESIDE = 5;

    private Frames() {}

    private static ByteBuf begin(ByteBufAllocator allocator, byte type, int channel, int body) {
        return allocator
                .directBuffer(BufferLayout.FRAME_HEADER + body)
                .writeInt(body)
                .writeByte(type)
                .writeInt(channel);
    }

    static ByteBuf open(ByteBufAllocator allocator, boolean zeroCopy, int channel, ChannelId id, int credit) {
        return begin(allocator, zeroCopy ? OPEN_ZERO_COPY : OPEN, channel, OPEN_BYTES)
                .writeBytes(id.job().getBytes())
                .writeBytes(attempt(id.producer()))
                .writeInt(id.output())
                .writeBytes(attempt(id.consumer()))
                .writeInt(credit);
    }

    private static byte[] attempt(ExecutionAttemptId id) {
        return ByteBuffer.allocate(ATTEMPT_BYTES)
                .put(HexFormat.of().parseHex(id.vertex().hex()))
                .putInt(id.subtask())
                .putInt(id.attempt())
                .putLong(id.epoch())
                .array();
    }

    private static ExecutionAttemptId readAttempt(ByteBuf in) {
        byte[] vertex = new byte[16];
        in.readBytes(vertex);
        return new ExecutionAttemptId(
                new VertexId(HexFormat.of().formatHex(vertex)), in.readInt(), in.readInt(), in.readLong());
    }

    /** Reads the body of an OPEN up to the credit. */
    static ChannelId readOpen(ByteBuf in) {
        byte[] job = new byte[16];
        in.readBytes(job);
        return new ChannelId(new JobID(job), readAttempt(in), in.readInt(), readAttempt(in));
    }

    static ByteBuf credit(ByteBufAllocator allocator, int channel, int credit) {
        return begin(allocator, CREDIT, channel, Integer.BYTES).writeInt(credit);
    }

    static ByteBuf close(ByteBufAllocator allocator, int channel) {
        return begin(allocator, CLOSE, channel, 0);
    }

    static ByteBuf mark(ByteBufAllocator allocator, int channel, Element mark) {
        if (mark instanceof Element.Barrier barrier) {
            byte[] request = ControlCodec.encode(barrier.request());
            return begin(allocator, BARRIER, channel, request.length).writeBytes(request);
        }
        ByteBuf frame = begin(allocator, MARK, channel, MARK_BYTES);
        return frame.writeByte(kind(mark)).writeLong(value(mark));
    }

    static int kind(Element mark) {
        if (mark instanceof Element.Watermark) {
            return WATERMARK;
        }
        if (mark instanceof Element.Idleness idleness) {
            return idleness.idle() ? IDLE : ACTIVE;
        }
        return END;
    }

    static long value(Element mark) {
        return mark instanceof Element.Watermark watermark ? watermark.timestamp() : 0;
    }

    static Element readBarrier(byte[] request) {
        return new Element.Barrier(ControlCodec.decodeCheckpointRequest(request));
    }

    static Element readMark(int kind, long value) {
        return switch (kind) {
            case WATERMARK -> new Element.Watermark(value);
            case IDLE -> new Element.Idleness(true);
            case ACTIVE -> new Element.Idleness(false);
            case END -> Element.EndOfInput.INSTANCE;
            default -> throw new IllegalArgumentException("a mark is of kind 1 … 4, not " + kind);
        };
    }

    static ByteBuf broken(ByteBufAllocator allocator, int channel, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, LONGEST_REASON);
        return begin(allocator, BROKEN, channel, length).writeBytes(text, 0, length);
    }

    static ByteBuf offer(ByteBufAllocator allocator, SharedFile.Offer offer) {
        byte[] path = offer.path().getBytes(StandardCharsets.UTF_8);
        return begin(allocator, OFFER, 0, SharedFile.NONCE + Integer.BYTES + path.length)
                .writeBytes(offer.nonce())
                .writeInt(offer.bufferBytes())
                .writeBytes(path);
    }

    static ByteBuf noOffer(ByteBufAllocator allocator) {
        return begin(allocator, OFFER, 0, 0);
    }

    static Optional<SharedFile.Offer> readOffer(ByteBuffer body) {
        if (!body.hasRemaining()) {
            return Optional.empty();
        }
        byte[] nonce = new byte[SharedFile.NONCE];
        body.get(nonce);
        int bufferBytes = body.getInt();
        return Optional.of(
                new SharedFile.Offer(StandardCharsets.UTF_8.decode(body).toString(), nonce, bufferBytes));
    }

    static ByteBuf ring(ByteBufAllocator allocator, int channel, int buffer) {
        return begin(allocator, RING, channel, Integer.BYTES).writeInt(buffer);
    }

    static ByteBuf sight(ByteBufAllocator allocator, int channel) {
        return begin(allocator, SIGHT, channel, 0);
    }

    static ByteBuf hurryEnd(ByteBufAllocator allocator, int channel) {
        return begin(allocator, HURRY_END, channel, 0);
    }

    static ByteBuf bell(ByteBufAllocator allocator, int channel) {
        return begin(allocator, BELL, channel, 0);
    }
}
