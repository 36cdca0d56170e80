package dev.weft.engine.rpc;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.buffer.UnpooledByteBufAllocator;
import dev.weft.shaded.io.netty.channel.Channel;
import dev.weft.shaded.io.netty.channel.ChannelConfig;
import dev.weft.shaded.io.netty.channel.ChannelFutureListener;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import dev.weft.shaded.io.netty.channel.ChannelOption;
import dev.weft.shaded.io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;

/**
 * One proven channel: sends frames from any thread, hands received frames to its subclass on the network thread, and
 * knows one reason why it ended. What is sent and not yet read by the peer is bounded by the channel's high water mark:
 * a peer that lets more pile up is cut off.
 */
abstract class FramedChannel extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final int maxFrameBytes;
    private String reason = "";

    FramedChannel(Channel channel, int maxFrameBytes) {
        this.channel = channel;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Sets up a control channel: prompt, watched, and bounded by what the peer does not read. */
    static void configure(Channel channel, RpcSettings settings) {
        ChannelConfig config = channel.config();
        // Few and small messages; a pool would load ninety classes and start flight recorder events.
        config.setOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
        config.setOption(ChannelOption.TCP_NODELAY, true);
        config.setOption(ChannelOption.SO_KEEPALIVE, true);
        // Twice the largest message may wait for the peer to read it.
        int high = (int) Math.min(Integer.MAX_VALUE, 2L * settings.maxFrameBytes() + 65_536);
        config.setOption(ChannelOption.WRITE_BUFFER_WATER_MARK, new WriteBufferWaterMark(high / 2, high));
    }

    abstract void onFrame(byte[] frame);

    abstract void onEnded(String reason);

    final void sendFrame(byte[] frame, String what) {
        if (frame.length > maxFrameBytes) {
            throw new WeftException(
                    ErrorCode.INTERNAL,
                    what + " has " + frame.length + " bytes, a control message may have " + maxFrameBytes
                            + " (raise rpc.max-frame-size)");
        }
        ByteBuf header = Unpooled.buffer(FrameDecoder.HEADER_BYTES).writeInt(frame.length);
        channel.writeAndFlush(Unpooled.wrappedBuffer(header, Unpooled.wrappedBuffer(frame)), channel.voidPromise());
    }

    final void end(String why) {
        if (channel.eventLoop().inEventLoop()) {
            close(why);
        } else {
            channel.eventLoop().execute(() -> close(why));
        }
    }

    private void close(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    public final String remote() {
        return String.valueOf(channel.remoteAddress()).replaceFirst("^/", "");
    }

    @Override
    public final void channelRead(ChannelHandlerContext context, Object frame) {
        onFrame((byte[]) frame);
    }

    @Override
    public final void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!channel.isWritable()) {
            abort("does not read what it is sent");
        }
    }

    @Override
    public final void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable root = cause.getCause() != null && !(cause instanceof IOException) ? cause.getCause() : cause;
        abort(root.getMessage() == null ? root.getClass().getName() : root.getMessage());
    }

    /** Closes without waiting for what was sent before. */
    private void abort(String why) {
        if (reason.isEmpty()) {
            reason = why;
        }
        channel.close();
    }

    @Override
    public final void channelInactive(ChannelHandlerContext context) {
        onEnded(reason.isEmpty() ? "the peer closed the connection" : reason);
    }
}
