package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * The producing end of a channel to another executor, with credit-based flow control. The task's thread serializes into
 * buffers and queues them; the connection's thread sends them while the consumer has granted credit, one per element.
 * The channel is full when all buffers of its reservation but one are queued or in transit and that one is half full;
 * its other half is the reserve. Beyond that, the task blocks until a buffer comes back.
 *
 * <p>Life: registered by the task, attached by the consumer's open, gone when its end of input is sent. A channel that
 * closed without one stays as broken until it is released, so that a late consumer learns of it. It is released when its
 * job is over or one of its two attempts was replaced, and then gives back its buffers although its consumer has not read
 * them: that one may be on a host that has gone without a word.
 */
final class RemoteOutput extends OutputChannel implements OpenBuffer.Channel {

    private static final int LEAST_BUFFERS = 2;
    private static final int WANTED_BUFFERS = 8;

    /**
     * Buffers to reserve for a zero-copy channel. More than over the network, because it takes a while to wake the
     * other process, and nothing is copied.
     */
    private static final int WANTED_TO_LEND = 48;

    /** A sleeping consumer on this host is not woken for fewer buffers, except by a flush. */
    private static final int BUFFERS_WORTH_A_WAKEUP = 8;

    static final int QUEUE = 32;

    /** Queue positions that are reserved for marks, which take no buffer. */
    private static final int RESERVED_PLACES = 8;

    /** The producer's side of the connection, as its channels use it. */
    interface Line {
        /** The channel has something to send, or is closed; called from any thread. */
        void announce(RemoteOutput output);
    }

    private final ChannelId id;
    private final NetworkMemory memory;
    private final Optional<SharedFile> file;
    private final Buffers buffers;
    private final Backpressure backpressure;
    private final Wakeup producer;
    private final IoCounters counters;
    private final boolean immediate;
    private final Runnable forget;
    private final int reservation;
    private final int granted;
    private final SpscRing<Object> queue = new SpscRing<>(QUEUE);
    private final AtomicInteger permits;
    private final AtomicBoolean announced = new AtomicBoolean();
    private volatile boolean waiting;
    private volatile boolean flushWanted;
    private volatile boolean closed;
    private volatile boolean complete;
    private volatile boolean broken;
    private volatile boolean released;
    private volatile boolean executorEnds;
    private volatile Optional<PeerLostException> told = Optional.empty();
    private volatile boolean wakeupWanted;
    private volatile boolean sightWanted;
    private volatile long hurried;
    private volatile boolean endHurried;
    private volatile boolean zeroCopy;
    private Line line;
    private Optional<ZeroCopySender> zeroCopySender = Optional.empty();

    private final OpenBuffer open;
    private boolean readerMaySleep;
    /**
     * Position in the open buffer from which on the channel counts as full; beyond the buffer's end while another
     * buffer is available.
     */
    private int fullFrom;

    /** @param shared the shared file that buffers come from if the consumer is on this host */
    RemoteOutput(
            ChannelId id,
            NetworkMemory memory,
            Optional<SharedFile> shared,
            Backpressure backpressure,
            IoCounters counters,
            TypeSerializer<Object> serializer,
            boolean keyed,
            boolean immediate,
            RecordLimit limit,
            Runnable forget) {
        this.id = id;
        this.memory = memory;
        this.backpressure = backpressure;
        this.producer = backpressure.wakeup();
        this.counters = counters;
        this.immediate = immediate;
        this.forget = forget;
        int rings = shared.isPresent() ? 1 : 0;
        granted = memory.reserve(LEAST_BUFFERS + rings, rings > 0 ? WANTED_TO_LEND : WANTED_BUFFERS, "channel " + id);
        reservation = granted - rings;
        file = shared.filter(f -> f.reserve(granted));
        buffers = file.isPresent() ? file.get() : memory;
        permits = new AtomicInteger(reservation);
        open = new OpenBuffer(this, serializer, keyed, limit);
    }

    ChannelId id() {
        return id;
    }

    // ---- the producer's thread ----

    @Override
    void add(Object value, long timestamp, int hash) {
        open.add(value, timestamp, hash);
        if (immediate) {
            handOver();
        } else if (open.position() >= fullFrom) {
            reportIfFull();
        }
    }

    @Override
    public ByteBuffer takeBuffer() {
        checkUsable();
        while (permits.get() == 0) {
            await(() -> freeBuffers() == 0);
        }
        boolean last = permits.decrementAndGet() == 0;
        ByteBuffer buffer = buffers.take();
        fullFrom = last ? buffer.capacity() / 2 : Integer.MAX_VALUE;
        return buffer;
    }

    @Override
    public void onBuffer(ByteBuffer buffer, int records) {
        counters.sent(records, buffer.limit() - BufferLayout.FRAME_HEADER);
        push(buffer);
    }

    private void handOver() {
        open.handOver();
        reportIfFull();
    }

    private void reportIfFull() {
        if (!hasRoom()) {
            backpressure.onFull(this);
        } else if (freeBuffers() > 0) {
            fullFrom = Integer.MAX_VALUE;
        }
    }

    private void push(Object element) {
        producer.assertOwned();
        while (!offer(element)) {
            await(() -> !hasPlaceFor(element));
        }
        if (element instanceof Element.EndOfInput) {
            complete = true;
        }
        VarHandle.fullFence();
        if (zeroCopy) {
            wakeReader(
                    element instanceof Element || unread() >= Math.min(BUFFERS_WORTH_A_WAKEUP, (reservation + 1) / 2));
        } else {
            announce();
        }
    }

    private boolean offer(Object element) {
        synchronized (this) {
            if (zeroCopySender.isEmpty()) {
                return queue.offer(element);
            }
            boolean taken = zeroCopySender.get().offer(element);
            permits.addAndGet(zeroCopySender.get().takeBack());
            return taken;
        }
    }

    private synchronized boolean hasPlaceFor(Object element) {
        return zeroCopySender.isEmpty() ? !queue.isFull() : zeroCopySender.get().hasPlaceFor(element);
    }

    private synchronized int unread() {
        return zeroCopySender.get().unread();
    }

    @Override
    public boolean hasRoom() {
        return broken || freePlaces() > RESERVED_PLACES && (openBufferHas(2) || freeBuffers() > 0);
    }

    @Override
    public boolean hasReserve() {
        return broken || freePlaces() > 2 && (openBufferHas(8) || freeBuffers() > 0);
    }

    /** Whether the given part of the open buffer is free. */
    private boolean openBufferHas(int part) {
        return open.inUse() && open.position() < open.capacity() - open.capacity() / part;
    }

    private int freeBuffers() {
        if (zeroCopy && permits.get() == 0) {
            takeBack();
        }
        return permits.get();
    }

    private synchronized void takeBack() {
        permits.addAndGet(zeroCopySender.get().takeBack());
    }

    private int freePlaces() {
        return zeroCopy ? SharedRing.CAPACITY - unread() : QUEUE - queue.size();
    }

    /** Wakes a sleeping consumer on this host; not yet, when it is not worth the cost. */
    private void wakeReader(boolean worthwhile) {
        readerMaySleep = !worthwhile;
        if (worthwhile && mustWakeReader()) {
            wakeupWanted = true;
            announce();
        }
    }

    private synchronized boolean mustWakeReader() {
        return zeroCopySender.get().mustWakeReader();
    }

    private void announce() {
        if (announced.compareAndSet(false, true)) {
            Line to;
            synchronized (this) {
                to = line;
                if (to == null) {
                    announced.set(false);
                }
            }
            if (to != null) {
                to.announce(this);
            }
        }
    }

    private void await(BooleanSupplier full) {
        checkUsable();
        producer.arm();
        askForRoom();
        if (!broken && full.getAsBoolean()) {
            producer.park();
        } else {
            producer.disarm();
        }
        checkUsable();
    }

    /**
     * A zero-copy consumer sends a wake-up when it has read half of what is queued for it; it may have to be woken for
     * that.
     */
    @Override
    public void askForRoom() {
        waiting = true;
        VarHandle.fullFence();
        if (zeroCopy) {
            wakeReader(true);
            askReader(reservation / 2);
        }
    }

    private synchronized void askReader(int unread) {
        zeroCopySender.get().askAtUnread(unread);
    }

    private void checkUsable() {
        producer.checkCanceled();
        if (broken) {
            PeerLostException lost = PeerLostException.consumer(
                    id, "the consumer of " + id + " has stopped reading or its connection broke");
            told = Optional.of(lost);
            throw lost;
        }
    }

    /** A flush has no effect while earlier buffers wait to be sent; it is made up for when they are sent. */
    @Override
    void flush() {
        if (zeroCopy) {
            flushToReader();
            return;
        }
        if (!open.inUse()) {
            return;
        }
        if (!queue.isEmpty()) {
            flushWanted = true;
            VarHandle.fullFence();
            if (!queue.isEmpty()) {
                return;
            }
        }
        flushWanted = false;
        handOver();
    }

    private void flushToReader() {
        if (readerMaySleep) {
            wakeReader(true);
        }
        if (open.inUse() && !mustWaitForRoom()) {
            handOver();
            wakeReader(true);
        }
    }

    /** Whether the reader has unread elements; otherwise wakes the producer. */
    private synchronized boolean mustWaitForRoom() {
        if (zeroCopySender.get().unread() > 0) {
            zeroCopySender.get().askAtUnread(0);
        }
        return zeroCopySender.get().unread() > 0;
    }

    @Override
    void mark(Element mark) {
        if (open.inUse()) {
            handOver();
        }
        checkUsable();
        push(mark);
        reportIfFull();
    }

    /**
     * A barrier that overtakes has its place behind everything sent so far and takes none in the queue. It and what is
     * queued before it are sent without credit, as soon as it is to overtake.
     */
    @Override
    void barrier(Element.Barrier barrier) {
        if (!barrier.request().mayOvertake()) {
            mark(barrier);
            return;
        }
        if (open.inUse()) {
            handOver();
        }
        checkUsable();
        if (barrier.request().alignment() == Alignment.UNALIGNED) {
            hurried = barrier.request().checkpointId();
        }
        addBeside(barrier);
        VarHandle.fullFence();
        if (zeroCopy) {
            wakeReader(true);
            sightWanted = true;
        }
        announce();
        reportIfFull();
    }

    private synchronized void addBeside(Element.Barrier barrier) {
        if (zeroCopySender.isEmpty()) {
            queue.offerBeside(barrier);
        } else {
            zeroCopySender.get().offer(barrier);
        }
    }

    @Override
    void hurry(long checkpointId) {
        hurried = checkpointId;
        if (!zeroCopy && queue.beside() != null) {
            announce();
        }
    }

    @Override
    public boolean takesBarrier() {
        return broken || freePlaces() > 0 || !open.inUse();
    }

    @Override
    Optional<PeerLostException> lostPeer() {
        return told;
    }

    @Override
    void close() {
        boolean unattached;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            unattached = line == null;
        }
        open.discard().ifPresent(buffer -> {
            buffers.give(buffer);
            permits.incrementAndGet();
        });
        if (!unattached) {
            announce();
        } else if (!complete) {
            discard();
        }
    }

    // ---- the connection's thread ----

    /** Attaches the consumer's connection; false when one is attached already. */
    synchronized boolean attach(Line to) {
        if (line != null) {
            return false;
        }
        line = to;
        return true;
    }

    /**
     * Switches to zero-copy: from now on the elements go through a ring buffer that the consumer reads in place,
     * beginning with those that are queued.
     *
     * @return the number of the buffer that is the ring; empty when the buffers are not in the shared file
     */
    synchronized OptionalInt openRing() {
        if (file.isEmpty() || broken) {
            return OptionalInt.empty();
        }
        ZeroCopySender to = new ZeroCopySender(file.get());
        for (Object element = queue.poll(); element != null; element = queue.poll()) {
            if (!to.offer(element)) {
                throw new IllegalStateException("the ring of " + id + " takes less than its queue");
            }
            sightWanted |= element instanceof Element.Barrier;
        }
        zeroCopySender = Optional.of(to);
        zeroCopy = true;
        VarHandle.fullFence();
        wakeProducer();
        return OptionalInt.of(to.ringBuffer());
    }

    boolean zeroCopy() {
        return zeroCopy;
    }

    /** Whether the consumer sleeps and must be woken; true once per sleep. */
    boolean takeWakeupForReader() {
        boolean wanted = wakeupWanted;
        wakeupWanted = false;
        return wanted;
    }

    /** Whether the consumer is to be told that a barrier which overtakes is in the ring; true once per barrier. */
    boolean takeSightForReader() {
        boolean wanted = sightWanted;
        sightWanted = false;
        return wanted;
    }

    /** The consumer has read up to where the producer asked to be woken. */
    void onReaderHasRead() {
        producer.signal();
    }

    /**
     * The consumer of a zero-copy channel has gone.
     *
     * @param unused whether it has said so itself, and reads nothing any more
     */
    void onReaderGone(boolean unused) {
        broken |= !complete;
        synchronized (this) {
            zeroCopySender.get().end(unused);
        }
        release();
        if (complete) {
            forget.run();
        }
        VarHandle.fullFence();
        wakeProducer();
    }

    /** Must be called before polling: an element that is queued from now on announces the channel again. */
    void beginDrain() {
        announced.set(false);
        VarHandle.fullFence();
    }

    /** The next buffer or mark to send, or null. */
    Object poll() {
        return polled(queue.poll());
    }

    /** The next element if it is a barrier that takes no credit, or null. */
    Object pollBeside() {
        return polled(queue.pollBeside());
    }

    private Object polled(Object element) {
        VarHandle.fullFence();
        if (element instanceof Element) {
            wakeProducer();
        }
        if (queue.isEmpty() && flushWanted) {
            flushWanted = false;
            producer.signal();
        }
        return element;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether a barrier is queued that overtakes, or an end that is hurried: what is before it is sent without credit. */
    boolean isHurried() {
        return endHurried
                || queue.beside() instanceof Element.Barrier barrier
                        && barrier.request().checkpointId() <= hurried;
    }

    /** A checkpoint of the consumer waits for the end of the input, if that is queued. */
    void hurryEnd() {
        endHurried = complete && !zeroCopy;
    }

    /** As the consumer gets it: a barrier that is hurried overtakes there, too. */
    Element.Barrier sent(Element.Barrier barrier) {
        return barrier.request().checkpointId() <= hurried
                ? new Element.Barrier(barrier.request().overtaking())
                : barrier;
    }

    /**
     * A buffer was written to the network. The producer is woken when it can work for a while, not for every buffer.
     */
    void onSent(ByteBuffer buffer) {
        buffers.give(buffer);
        int free = permits.incrementAndGet();
        VarHandle.fullFence();
        if (free * 2 >= reservation) {
            wakeProducer();
        }
    }

    /** As {@link #onSent}, without credit: the buffer counts as in transit until the consumer has processed as much. */
    void onSentAhead(ByteBuffer buffer) {
        buffers.give(buffer);
    }

    /** The consumer has processed so many buffers that were sent without credit. */
    void onProcessed(int ahead) {
        permits.addAndGet(ahead);
        VarHandle.fullFence();
        wakeProducer();
    }

    private void wakeProducer() {
        if (waiting) {
            waiting = false;
            producer.signal();
        }
    }

    /** Whether what is left of it is not to be sent: its task closed it before the end of input, or it is released. */
    boolean isAbandoned() {
        return released || closed && !complete;
    }

    /**
     * Suppresses notifications about this channel: its consumer learns from the broken connection that the executor is
     * gone.
     */
    void onExecutorEnds() {
        executorEnds = true;
    }

    boolean endsWithItsExecutor() {
        return executorEnds;
    }

    /** The end of input was sent: releases the channel. */
    void onDelivered() {
        forget.run();
        release();
    }

    private void release() {
        memory.release(granted);
        file.ifPresent(f -> f.release(granted));
    }

    /** The consumer or the connection is gone: drops what is queued and tells the producer. */
    void onBroken() {
        boolean first = !broken;
        broken = true;
        if (first && !zeroCopy) {
            discard();
        }
        VarHandle.fullFence();
        wakeProducer();
    }

    /** Nobody reads it any more, and its task has ended: gives back its buffers, through the connection if it has one. */
    void onReleased() {
        boolean attached;
        synchronized (this) {
            released = true;
            attached = line != null;
            closed |= !attached;
        }
        if (attached) {
            announce();
        } else {
            onBroken();
        }
    }

    private void discard() {
        for (Object element = queue.poll(); element != null; element = queue.poll()) {
            if (element instanceof ByteBuffer buffer) {
                buffers.give(buffer);
                permits.incrementAndGet();
            }
        }
        broken = true;
        release();
        if (complete) {
            forget.run();
        }
    }
}
