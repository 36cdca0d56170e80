package dev.weft.simulation.network;

import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.channel.AbstractChannel;
import dev.weft.shaded.io.netty.channel.ChannelConfig;
import dev.weft.shaded.io.netty.channel.ChannelMetadata;
import dev.weft.shaded.io.netty.channel.ChannelOutboundBuffer;
import dev.weft.shaded.io.netty.channel.ChannelPromise;
import dev.weft.shaded.io.netty.channel.DefaultChannelConfig;
import dev.weft.shaded.io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.SocketAddress;

/** One end of a simulated connection. Owned by its network loop. */
final class SimChannel extends AbstractChannel {

    private static final ChannelMetadata METADATA = new ChannelMetadata(false);

    private final ChannelConfig config = new DefaultChannelConfig(this);
    private final SocketAddress local;
    private final SocketAddress remote;
    private final NetLoop loop;
    private Stream out;
    private boolean open = true;

    /** @param loop where it will be registered */
    SimChannel(NetLoop loop, SocketAddress local, SocketAddress remote) {
        super(null);
        this.loop = loop;
        this.local = local;
        this.remote = remote;
    }

    void sendTo(Stream stream) {
        out = stream;
    }

    NetLoop loop() {
        return loop;
    }

    /** Nobody takes this end: it closes before it is registered. */
    void refuse() {
        doClose();
    }

    boolean hasSentAll() {
        ChannelOutboundBuffer waiting = unsafe().outboundBuffer();
        return waiting == null || waiting.totalPendingWriteBytes() == 0;
    }

    /** Whether nothing waits to be sent, and its loop has nothing to do. */
    boolean isQuiet() {
        return hasSentAll() && loop.isIdle();
    }

    /** Bytes have arrived; on the loop. */
    void receive(byte[] bytes) {
        if (open) {
            pipeline().fireChannelRead(alloc().buffer(bytes.length).writeBytes(bytes));
            pipeline().fireChannelReadComplete();
        }
    }

    /** The other end has closed, or the connection was reset; on the loop. */
    void hangUp(boolean reset) {
        if (open) {
            if (reset) {
                pipeline().fireExceptionCaught(new IOException("Connection reset"));
            }
            unsafe().close(unsafe().voidPromise());
        }
    }

    /** There is room in the stream again; on the loop. */
    void resume() {
        if (open) {
            unsafe().flush();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer buffer) {
        for (Object message = buffer.current(); message != null; message = buffer.current()) {
            ByteBuf bytes = (ByteBuf) message;
            int length = bytes.readableBytes();
            if (length == 0) {
                buffer.remove();
                continue;
            }
            int room = out.room();
            if (room == 0) {
                return;
            }
            byte[] part = new byte[Math.min(room, length)];
            bytes.getBytes(bytes.readerIndex(), part);
            out.send(part);
            buffer.removeBytes(part.length);
        }
    }

    @Override
    protected void doClose() {
        open = false;
        out.end();
    }

    @Override
    protected AbstractUnsafe newUnsafe() {
        return new AbstractUnsafe() {
            @Override
            public void connect(SocketAddress to, SocketAddress from, ChannelPromise promise) {
                promise.setFailure(new UnsupportedOperationException("it is connected"));
            }
        };
    }

    @Override
    protected boolean isCompatible(EventLoop to) {
        return to == loop;
    }

    @Override
    protected SocketAddress localAddress0() {
        return local;
    }

    @Override
    protected SocketAddress remoteAddress0() {
        return remote;
    }

    @Override
    protected void doBind(SocketAddress address) {
        throw new UnsupportedOperationException("a simulated channel is connected from the start");
    }

    @Override
    protected void doDisconnect() {
        doClose();
    }

    @Override
    protected void doBeginRead() {
        // bytes are handed over as they arrive
    }

    @Override
    public ChannelConfig config() {
        return config;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isActive() {
        return open;
    }

    @Override
    public ChannelMetadata metadata() {
        return METADATA;
    }
}
