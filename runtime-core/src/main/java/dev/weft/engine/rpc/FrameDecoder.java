package dev.weft.engine.rpc;

import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.handler.codec.ByteToMessageDecoder;
import dev.weft.shaded.io.netty.handler.codec.TooLongFrameException;
import java.util.List;

/**
 * Length-prefixed frame decoder: a 4-byte big-endian length, then that many bytes. Emits each frame as a
 * {@code byte[]}.
 */
final class FrameDecoder extends ByteToMessageDecoder {

    static final int HEADER_BYTES = 4;

    private final int maxFrameBytes;

    FrameDecoder(int maxFrameBytes) {
        this.maxFrameBytes = maxFrameBytes;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < HEADER_BYTES) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > maxFrameBytes) {
            in.skipBytes(in.readableBytes());
            throw new TooLongFrameException("announced a message of " + Integer.toUnsignedLong(length)
                    + " bytes, allowed are " + maxFrameBytes);
        }
        if (in.readableBytes() >= HEADER_BYTES + length) {
            byte[] frame = new byte[length];
            in.skipBytes(HEADER_BYTES).readBytes(frame);
            out.add(frame);
        }
    }
}
