package dev.weft.engine.protocol;

import java.util.function.Supplier;

/**
 * Binary codec of the control messages. A message is the version as i32 ({@link #VERSION}), one tag byte that names the
 * record, and the record's components in the order of their declaration, written as {@link WireWriter} says. Enums are
 * written as one byte, their ordinal. {@code ControlCodecTest} pins the bytes of every message.
 *
 * <p>Both sides of a connection come from the same distribution, so a message of another version is rejected; there is
 * no translation between versions.
 */
public final class ControlCodec {

    /**
     * CRC-32C of the bytes of a fixed set of messages, so that every change of the layout changes it. {@code
     * WireVersionTest} computes it.
     */
    static final int VERSION = 0xa200e099;

    private ControlCodec() {}

    public static byte[] encode(MasterMessage message) {
        WireWriter out = new WireWriter();
        out.i32(VERSION);
        MasterMessageCodec.write(out, message);
        return out.toBytes();
    }

    public static byte[] encode(ExecutorMessage message) {
        WireWriter out = new WireWriter();
        out.i32(VERSION);
        ExecutorMessageCodec.write(out, message);
        return out.toBytes();
    }

    /** Fails with an INTERNAL {@link dev.weft.engine.common.WeftException} when the bytes are no such message. */
    public static MasterMessage decodeMasterMessage(byte[] bytes) {
        WireReader in = open(bytes);
        MasterMessage message = refusingIllegalValues(() -> MasterMessageCodec.read(in));
        in.end();
        return message;
    }

    /** Fails with an INTERNAL {@link dev.weft.engine.common.WeftException} when the bytes are no such message. */
    public static ExecutorMessage decodeExecutorMessage(byte[] bytes) {
        WireReader in = open(bytes);
        ExecutorMessage message = refusingIllegalValues(() -> ExecutorMessageCodec.read(in));
        in.end();
        return message;
    }

    /** The request within a checkpoint's barrier. */
    public static byte[] encode(CheckpointRequest request) {
        WireWriter out = new WireWriter();
        out.i32(VERSION);
        MasterMessageCodec.writeRequest(out, request);
        return out.toBytes();
    }

    /** Fails with an INTERNAL {@link dev.weft.engine.common.WeftException} when the bytes are no such request. */
    public static CheckpointRequest decodeCheckpointRequest(byte[] bytes) {
        WireReader in = open(bytes);
        CheckpointRequest request = refusingIllegalValues(() -> MasterMessageCodec.readRequest(in));
        in.end();
        return request;
    }

    private static WireReader open(byte[] bytes) {
        WireReader in = new WireReader(bytes);
        int version = in.i32();
        if (version != VERSION) {
            throw WireReader.malformed(
                    String.format("its version is %08x, this process speaks %08x", version, VERSION));
        }
        return in;
    }

    private static <T> T refusingIllegalValues(Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw WireReader.malformed(e.getMessage());
        }
    }
}
