package dev.weft.engine.exchange;

import dev.weft.engine.common.LoopOwned;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import dev.weft.shaded.io.netty.channel.EventLoop;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The consumer's side of a data connection: reads the bodies of data frames directly into the buffers of their
 * channels. All state belongs to the connection's event loop; the methods of {@link RemoteInput.Line} only enqueue
 * there.
 */
@LoopOwned
final class FetchingConnection extends ChannelInboundHandlerAdapter implements RemoteInput.Line {

    private final NetworkMemory memory;
    private final EventLoop loop;
    private final boolean zeroCopy;
    private final Map<Integer, RemoteInput> inputs = new HashMap<>();
    private final List<RemoteInput> beforeOffer = new ArrayList<>();
    private final List<RemoteInput> arrived = new ArrayList<>();
    private final ByteBuffer header = ByteBuffer.allocate(BufferLayout.FRAME_HEADER);
    private ChannelHandlerContext context;
    private int lastNumber;
    private boolean flushScheduled;
    private volatile boolean closed;
    private String whyLost = "";
    private boolean offered;
    private Optional<PeerMemory> peerMemory = Optional.empty();

    private byte type;
    private int number;
    private ByteBuffer body;
    private int skip;

    /** @param zeroCopy whether buffers of a producer on this host are read in place when it offers that */
    FetchingConnection(NetworkMemory memory, EventLoop loop, boolean zeroCopy) {
        this.zeroCopy = zeroCopy;
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
            } else if (!offered) {
                beforeOffer.add(input);
            } else {
                sendOpen(input);
            }
        });
    }

    @Override
    public void credit(RemoteInput input, int elements) {
        loop.execute(() -> {
            if (inputs.containsKey(input.number())) {
                context.write(Frames.credit(context.alloc(), input.number(), elements));
                scheduleFlush();
            }
        });
    }

    @Override
    public void bell(RemoteInput input) {
        loop.execute(() -> {
            if (inputs.containsKey(input.number())) {
                context.write(Frames.bell(context.alloc(), input.number()));
                scheduleFlush();
            }
        });
    }

    @Override
    public void hurryEnd(RemoteInput input) {
        loop.execute(() -> {
            if (inputs.containsKey(input.number())) {
                context.write(Frames.hurryEnd(context.alloc(), input.number()));
                scheduleFlush();
            }
        });
    }

    @Override
    public void finish(RemoteInput input) {
        loop.execute(() -> sendClose(input));
    }

    private void sendClose(RemoteInput input) {
        if (inputs.remove(input.number(), input)) {
            context.writeAndFlush(Frames.close(context.alloc(), input.number()));
        }
    }

    @Override
    public void close(RemoteInput input) {
        loop.execute(() -> {
            beforeOffer.remove(input);
            sendClose(input);
            if (body != null && type == Frames.DATA && number == input.number()) {
                skip = body.remaining();
                memory.give(body);
                body = null;
            } else if (body != null && type == Frames.DATA_AHEAD && number == input.number()) {
                skip = body.remaining();
                body = null;
            }
            input.onClosed();
        });
    }

    // ---- the event loop ----

    private void sendOpen(RemoteInput input) {
        input.number(++lastNumber);
        inputs.put(lastNumber, input);
        context.write(
                Frames.open(context.alloc(), peerMemory.isPresent(), lastNumber, input.id(), input.initialCredit()));
        scheduleFlush();
    }

    /** Schedules one flush for everything that is written in the same iteration of the event loop. */
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

    /** Wakes each task once for everything that was read in one go. */
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
            endFrame();
        } else {
            fill(header, in);
            if (!header.hasRemaining()) {
                header.clear();
                onHeader();
                endFrame();
            }
        }
    }

    private void endFrame() {
        if (body != null && !body.hasRemaining()) {
            ByteBuffer full = body;
            body = null;
            onFrame(full);
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
        boolean data = type == Frames.DATA || type == Frames.DATA_AHEAD;
        int longest = switch (type) {
            case Frames.DATA, Frames.DATA_AHEAD -> memory.bufferBytes() - BufferLayout.FRAME_HEADER;
            case Frames.BARRIER -> Frames.LONGEST_REQUEST;
            default -> Frames.LONGEST_REASON;
        };
        if (length < (data ? BufferLayout.BODY_HEADER : 0) || length > longest) {
            breakUp("it sent a frame of type " + type + " with " + length
                    + " bytes; the executors' buffer sizes differ");
            return;
        }
        RemoteInput input = inputs.get(number);
        if (input == null && type != Frames.OFFER) {
            skip = length;
        } else if (data) {
            ByteBuffer empty = type == Frames.DATA ? input.take() : input.beyondReservation(length);
            body = empty.position(BufferLayout.FRAME_HEADER).limit(BufferLayout.FRAME_HEADER + length);
        } else {
            body = ByteBuffer.allocate(length);
        }
    }

    private void onFrame(ByteBuffer full) {
        RemoteInput input = inputs.get(number);
        if (input == null && type != Frames.OFFER) {
            return; // closed while the frame was in transit
        }
        switch (type) {
            case Frames.DATA, Frames.DATA_AHEAD -> onElement(input, full.position(BufferLayout.FRAME_HEADER));
            case Frames.MARK -> {
                Element mark = Frames.readMark(full.get(0), full.getLong(1));
                if (mark instanceof Element.EndOfInput) {
                    inputs.remove(number);
                }
                onElement(input, mark);
            }
            case Frames.BARRIER -> onElement(input, Frames.readBarrier(full.array()));
            case Frames.BROKEN -> input.onBroken(new String(full.array(), StandardCharsets.UTF_8));
            case Frames.OFFER -> onOffer(Frames.readOffer(full.flip()));
            case Frames.RING -> onRing(input, full.getInt(0));
            case Frames.BELL -> input.announce();
            case Frames.SIGHT -> input.sight();
            default -> breakUp("it sent a frame of unknown type " + type);
        }
    }

    private void onOffer(Optional<SharedFile.Offer> offer) {
        peerMemory = offer.filter(o -> zeroCopy && o.bufferBytes() == memory.bufferBytes())
                .flatMap(PeerMemory::open);
        offered = true;
        beforeOffer.forEach(this::sendOpen);
        beforeOffer.clear();
    }

    private void onRing(RemoteInput input, int buffer) {
        try {
            PeerMemory peer = peerMemory.orElseThrow(() -> new IOException("the producer offered no shared file"));
            input.useRing(new ZeroCopyReceiver(input.id(), new SharedRing(peer.buffer(buffer)), peer));
        } catch (IOException e) {
            breakUp("its shared memory cannot be read: " + e.getMessage());
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

    /** The connection was lost or could not be opened: tells every channel. */
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
        peerMemory.ifPresent(PeerMemory::close);
        beforeOffer.forEach(input -> input.onBroken(why));
        beforeOffer.clear();
        List.copyOf(inputs.values()).forEach(input -> input.onBroken(why));
        inputs.clear();
    }
}
