package dev.weft.engine.rpc;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.LoopOwned;
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
 * Channel handler of an authenticated connection that carries frames. Any thread may send; received frames go to the
 * subclass on the network thread. The first reason for closing is kept, on the channel's loop, and reported once. Bytes
 * sent and not yet read by the peer are bounded by the channel's high water mark: the connection of a peer that exceeds it is closed.
 */
@LoopOwned
abstract class FramedChannel extends ChannelInboundHandlerAdapter {

    private final Channel channel;
    private final int maxFrameBytes;
    private String reason = "";

    FramedChannel(Channel channel, int maxFrameBytes) {
        this.channel = channel;
        this.maxFrameBytes = maxFrameBytes;
    }

    /** Sets the socket options of a control channel: no delay, and the high water mark for unsent bytes. */
    static void configure(Channel channel, RpcSettings settings) {
        ChannelConfig config = channel.config();
        // Few and small messages; a pool would load ninety classes and start flight recorder events.
        config.setOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT);
        config.setOption(ChannelOption.TCP_NODELAY, true);
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

    /** Closes at once; messages that have not gone out are lost. */
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
