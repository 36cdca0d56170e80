package dev.weft.engine.exchange;

import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import dev.weft.shaded.io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The consuming side of a connection: reads the bodies of data frames straight into the buffers of their channels. All
 * state belongs to the connection's event loop; the methods of {@link RemoteInput.Line} only enqueue there.
 */
final class FetchingConnection extends ChannelInboundHandlerAdapter implements RemoteInput.Line {

    private final NetworkMemory memory;
    private final EventLoop loop;
    private final Map<Integer, RemoteInput> inputs = new HashMap<>();
    private final List<RemoteInput> beforeProof = new ArrayList<>();
    private final List<RemoteInput> arrived = new ArrayList<>();
    private final ByteBuffer header = ByteBuffer.allocate(BufferLayout.FRAME_HEADER);
    private ChannelHandlerContext context;
    private int lastNumber;
    private boolean flushScheduled;
    private volatile boolean closed;
    private String whyLost = "";

    private byte type;
    private int number;
    private ByteBuffer body;
    private int skip;

    FetchingConnection(NetworkMemory memory, EventLoop loop) {
        this.memory = memory;
        this.loop = loop;
    }

    EventLoop loop() {
        return loop;
    }

    boolean isClosed() {
        return closed;
    }

    // ---- from any thread ----

    @Override
    public void open(RemoteInput input) {
        loop.execute(() -> {
            if (closed) {
                input.onBroken(whyLost);
            } else if (context == null) {
                beforeProof.add(input);
            } else {
                sendOpen(input);
            }
        });
    }

    @Override
    public void credit(RemoteInput input, int elements) {
        loop.execute(() -> {
            if (context != null && inputs.containsKey(input.number())) {
                context.write(Frames.credit(context.alloc(), input.number(), elements));
                scheduleFlush();
            }
        });
    }

    @Override
    public void close(RemoteInput input) {
        loop.execute(() -> {
            beforeProof.remove(input);
            if (inputs.remove(input.number(), input)) {
                context.writeAndFlush(Frames.close(context.alloc(), input.number()));
            }
            if (body != null && number == input.number()) {
                skip = body.remaining();
                memory.give(body);
                body = null;
            }
            input.onClosed();
        });
    }

    // ---- the event loop ----

    private void sendOpen(RemoteInput input) {
        input.number(++lastNumber);
        inputs.put(lastNumber, input);
        context.write(Frames.open(context.alloc(), lastNumber, input.id(), input.initialCredit()));
        scheduleFlush();
    }

    /** One flush for all that is written in the same turn of the loop. */
    private void scheduleFlush() {
        if (!flushScheduled) {
            flushScheduled = true;
            loop.execute(() -> {
                flushScheduled = false;
                context.flush();
            });
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        beforeProof.forEach(this::sendOpen);
        beforeProof.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            while (in.isReadable() && !closed) {
                read(in);
            }
        } finally {
            announceArrived();
            in.release();
        }
    }

    /** One wake-up of a task for all that was read in one go. */
    private void announceArrived() {
        for (int i = 0; i < arrived.size(); i++) {
            arrived.get(i).announce();
        }
        arrived.clear();
    }

    private void read(ByteBuf in) {
        if (skip > 0) {
            int part = Math.min(skip, in.readableBytes());
            in.skipBytes(part);
            skip -= part;
        } else if (body != null) {
            fill(body, in);
            if (!body.hasRemaining()) {
                ByteBuffer full = body;
                body = null;
                onFrame(full);
            }
        } else {
            fill(header, in);
            if (!header.hasRemaining()) {
                header.clear();
                onHeader();
            }
        }
    }

    private static void fill(ByteBuffer target, ByteBuf in) {
        int limit = target.limit();
        target.limit(target.position() + Math.min(target.remaining(), in.readableBytes()));
        in.readBytes(target);
        target.limit(limit);
    }

    private void onHeader() {
        int length = header.getInt(0);
        type = header.get(4);
        number = header.getInt(5);
        boolean data = type == Frames.DATA;
        int longest = data ? memory.bufferBytes() - BufferLayout.FRAME_HEADER : Frames.LONGEST_REASON;
        if (length < (data ? BufferLayout.BODY_HEADER : 0) || length > longest) {
            breakUp("it sent a frame of type " + type + " with " + length
                    + " bytes; the executors' buffer sizes differ");
            return;
        }
        RemoteInput input = inputs.get(number);
        if (input == null) {
            skip = length;
        } else if (data) {
            body = input.take().position(BufferLayout.FRAME_HEADER).limit(BufferLayout.FRAME_HEADER + length);
        } else {
            body = ByteBuffer.allocate(length);
        }
    }

    private void onFrame(ByteBuffer full) {
        RemoteInput input = inputs.get(number);
        switch (type) {
            case Frames.DATA -> onElement(input, full.position(BufferLayout.FRAME_HEADER));
            case Frames.MARK -> {
                Element mark = Frames.readMark(full.get(0), full.getLong(1));
                if (mark instanceof Element.EndOfInput) {
                    inputs.remove(number);
                }
                onElement(input, mark);
            }
            case Frames.BROKEN -> {
                inputs.remove(number);
                input.onBroken(new String(full.array(), StandardCharsets.UTF_8));
            }
            default -> breakUp("it sent a frame of unknown type " + type);
        }
    }

    private void onElement(RemoteInput input, Object element) {
        if (!input.onElement(element)) {
            breakUp("it sent more than it had credit for");
        } else if (arrived.isEmpty() || arrived.get(arrived.size() - 1) != input) {
            arrived.add(input);
        }
    }

    private void breakUp(String why) {
        onLost(why);
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        onLost("the connection was closed by the other side");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        onLost("the connection failed: " + cause.getMessage());
        ctx.close();
    }

    /** The connection is gone or never came to be: every channel learns of it. */
    void onLost(String why) {
        if (!loop.inEventLoop()) {
            loop.execute(() -> onLost(why));
            return;
        }
        if (closed) {
            return;
        }
        whyLost = why;
        closed = true;
        if (body != null && type == Frames.DATA) {
            memory.give(body);
        }
        body = null;
        beforeProof.forEach(input -> input.onBroken(why));
        beforeProof.clear();
        List.copyOf(inputs.values()).forEach(input -> input.onBroken(why));
        inputs.clear();
    }
}
