package dev.weft.engine.exchange;

import dev.weft.engine.common.LoopOwned;
import dev.weft.shaded.io.netty.buffer.ByteBuf;
import dev.weft.shaded.io.netty.buffer.Unpooled;
import dev.weft.shaded.io.netty.channel.ChannelHandlerContext;
import dev.weft.shaded.io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The producer's side of a data connection: sends what its channels have queued, within their credit, with one flush
 * per iteration of the event loop. All state but the queue of announced channels belongs to the connection's event
 * loop.
 */
@LoopOwned
final class ServingConnection extends ByteToMessageDecoder {

    private static final Logger LOG = LoggerFactory.getLogger(ServingConnection.class);

    private final ProducerRegistry producers;
    private final Optional<SharedFile> shared;
    private final Duration producerTimeout;
    private final String peer;
    private final Map<Integer, Channel> channels = new HashMap<>();
    private final ConcurrentLinkedQueue<Channel> announced = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private ChannelHandlerContext context;

    /** @param shared the file that consumers on this host may read in place */
    ServingConnection(ProducerRegistry producers, Optional<SharedFile> shared, Duration producerTimeout, String peer) {
        this.producers = producers;
        this.shared = shared;
        this.producerTimeout = producerTimeout;
        this.peer = peer;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        context.writeAndFlush(shared.map(file -> Frames.offer(context.alloc(), file.offer()))
                .orElseGet(() -> Frames.noOffer(context.alloc())));
    }

    /** Decodes control frames. They are small, so each is handled once it is complete. */
    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (in.readableBytes() < BufferLayout.FRAME_HEADER) {
            return;
        }
        int length = in.getInt(in.readerIndex());
        if (length < 0 || length > Frames.OPEN_BYTES) {
            throw new IllegalArgumentException("a consumer's frame has at most " + Frames.OPEN_BYTES + " bytes, not "
                    + Integer.toUnsignedLong(length));
        }
        if (in.readableBytes() < BufferLayout.FRAME_HEADER + length) {
            return;
        }
        in.skipBytes(Integer.BYTES);
        byte type = in.readByte();
        int number = in.readInt();
        switch (type) {
            case Frames.OPEN, Frames.OPEN_ZERO_COPY ->
                onOpen(number, Frames.readOpen(in), in.readInt(), type == Frames.OPEN_ZERO_COPY);
            case Frames.CREDIT -> onCredit(number, in.readInt());
            case Frames.CLOSE -> onClose(number);
            case Frames.BELL -> onBell(number);
            case Frames.HURRY_END -> onHurryEnd(number);
            default -> throw new IllegalArgumentException("a consumer's frame has no type " + type);
        }
    }

    private void onOpen(int number, ChannelId id, int credit, boolean zeroCopy) {
        Channel channel = new Channel(number, id, credit, zeroCopy);
        channels.put(number, channel);
        producers.await(id, channel);
        context.executor().schedule(channel::onDeadline, producerTimeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void onCredit(int number, int more) {
        Channel channel = channels.get(number);
        if (channel != null) {
            channel.onCredit(more);
        }
    }

    private void onBell(int number) {
        Channel channel = channels.get(number);
        if (channel != null && channel.output != null) {
            channel.output.onReaderHasRead();
        }
    }

    private void onHurryEnd(int number) {
        Channel channel = channels.get(number);
        if (channel != null && channel.output != null) {
            channel.output.hurryEnd();
            channel.announce();
        }
    }

    private void onClose(int number) {
        Channel channel = channels.remove(number);
        if (channel != null) {
            channel.drop(true);
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        dropAll();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        dropAll();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        LOG.warn("The data connection from {} failed: {}", peer, cause.getMessage());
        ctx.close();
    }

    private void dropAll() {
        List<Channel> all = List.copyOf(channels.values());
        channels.clear();
        all.forEach(channel -> channel.drop(false));
    }

    private void drain() {
        scheduled.set(false);
        for (Channel channel = announced.poll(); channel != null; channel = announced.poll()) {
            channel.drain();
        }
        context.flush();
    }

    /** One channel of this connection. */
    private final class Channel implements RemoteOutput.Line, Consumer<RemoteOutput> {
        private final int number;
        private final ChannelId id;
        private final boolean zeroCopy;
        /** How many elements may be sent; negative when some were sent without, before a barrier that overtakes. */
        private int credit;
        /** Buffers that were sent without credit and not processed by the consumer. */
        private int ahead;

        private RemoteOutput output;
        private boolean refused;

        Channel(int number, ChannelId id, int credit, boolean zeroCopy) {
            this.number = number;
            this.id = id;
            this.credit = credit;
            this.zeroCopy = zeroCopy;
        }

        /** The producer has registered its output; called from any thread. */
        @Override
        public void accept(RemoteOutput there) {
            context.executor().execute(() -> onProducer(there));
        }

        @Override
        public void announce(RemoteOutput from) {
            announce();
        }

        private void announce() {
            announced.add(this);
            if (scheduled.compareAndSet(false, true)) {
                try {
                    context.executor().execute(ServingConnection.this::drain);
                } catch (RejectedExecutionException ended) {
                    LOG.debug("Nothing is sent to {} any more: the data plane is closed", peer);
                }
            }
        }

        private void onProducer(RemoteOutput there) {
            if (!there.attach(this)) {
                refuse("another consumer reads it already");
            } else if (channels.get(number) != this) {
                there.onBroken();
            } else {
                output = there;
                if (zeroCopy) {
                    output.openRing()
                            .ifPresent(ring -> context.writeAndFlush(Frames.ring(context.alloc(), number, ring)));
                }
                announce();
            }
        }

        private void onCredit(int more) {
            credit += more;
            int processed = Math.min(ahead, more);
            if (processed > 0) {
                ahead -= processed;
                output.onProcessed(processed);
            }
            announce();
        }

        private void onDeadline() {
            if (output == null && producers.giveUp(id, this)) {
                refuse("its producer did not start within " + producerTimeout.toSeconds() + " s");
            }
        }

        private void refuse(String why) {
            if (channels.get(number) != this) {
                return;
            }
            context.writeAndFlush(Frames.broken(context.alloc(), number, why));
            refused = true;
            if (output == null || !output.zeroCopy()) {
                channels.remove(number);
            }
        }

        private void drain() {
            if (output == null || refused || channels.get(number) != this) {
                return;
            }
            output.beginDrain();
            if (output.takeWakeupForReader()) {
                context.write(Frames.bell(context.alloc(), number));
            }
            if (output.takeSightForReader()) {
                context.write(Frames.sight(context.alloc(), number));
            }
            while (!output.isAbandoned()) {
                Object next = credit > 0 || output.isHurried() ? output.poll() : output.pollBeside();
                if (next == null) {
                    break;
                }
                send(next);
            }
            if (output.isAbandoned()) {
                if (!output.endsWithItsExecutor()) {
                    refuse("its task has stopped");
                }
                output.onBroken();
            }
        }

        private void send(Object next) {
            RemoteOutput from = output;
            if (next instanceof Element.Barrier barrier && barrier.request().mayOvertake()) {
                context.write(Frames.mark(context.alloc(), number, from.sent(barrier)));
                return;
            }
            credit--;
            if (next instanceof ByteBuffer buffer) {
                boolean isAhead = credit < 0;
                ahead += isAhead ? 1 : 0;
                buffer.putInt(0, buffer.limit() - BufferLayout.FRAME_HEADER);
                buffer.put(4, isAhead ? Frames.DATA_AHEAD : Frames.DATA);
                buffer.putInt(5, number);
                context.write(Unpooled.wrappedBuffer(buffer)).addListener(sent -> {
                    if (isAhead) {
                        from.onSentAhead(buffer);
                    } else {
                        from.onSent(buffer);
                    }
                });
                return;
            }
            Element mark = (Element) next;
            boolean end = mark instanceof Element.EndOfInput;
            if (end) {
                channels.remove(number);
            }
            context.write(Frames.mark(context.alloc(), number, mark)).addListener(sent -> {
                if (end) {
                    from.onDelivered();
                }
            });
        }

        /**
         * The consumer is gone.
         *
         * @param saidSo otherwise its connection broke, and it may still read the buffers that it was given
         */
        private void drop(boolean saidSo) {
            if (output == null) {
                producers.giveUp(id, this);
            } else if (output.zeroCopy()) {
                output.onReaderGone(saidSo);
            } else {
                output.onBroken();
            }
        }
    }
}
