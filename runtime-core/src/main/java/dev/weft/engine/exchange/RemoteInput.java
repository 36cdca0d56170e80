package dev.weft.engine.exchange;

import dev.weft.engine.protocol.JobTopology.DataAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The consuming end of a channel from another executor, with credit-based flow control. The connection's thread queues
 * buffers and marks, as many as there is credit for; the task's thread decodes them and returns the credit in batches.
 */
final class RemoteInput extends InputChannel {

    private static final int LEAST_BUFFERS = 2;
    private static final int WANTED_BUFFERS = 16;

    /** The consumer's side of the connection, as its channels use it; thread-safe. */
    interface Line {
        /** Opens the channel at the producer, with an initial credit. */
        void open(RemoteInput input);

        /** Grants the producer more credit. */
        void credit(RemoteInput input, int elements);

        /** Wakes the producer of this zero-copy channel. */
        void bell(RemoteInput input);

        /** Asks the producer, if it has ended, to send everything up to its end without credit. */
        void hurryEnd(RemoteInput input);

        /** The channel was read to its end. */
        void finish(RemoteInput input);

        /** Closes the channel early; answered by {@link RemoteInput#onClosed}. */
        void close(RemoteInput input);
    }

    private final ChannelId id;
    private final DataAddress producer;
    private final NetworkMemory memory;
    private final Line line;
    private final int reservation;
    private final SpscRing<Object> queue;
    private final BufferDecoder decoder;
    private volatile PeerLostException failure;
    private volatile boolean told;
    private volatile Inputs inputs;
    private volatile Optional<ZeroCopyReceiver> zeroCopyReceiver = Optional.empty();
    private ByteBuffer current;
    private boolean ended;
    private boolean closed;
    private int owed;

    // Owned by the connection's thread.
    private int number;

    RemoteInput(
            ChannelId id, InputSpec spec, int maxRecordBytes, DataAddress producer, NetworkMemory memory, Line line) {
        super(spec);
        this.id = id;
        this.producer = producer;
        this.memory = memory;
        this.line = line;
        reservation = memory.reserve(LEAST_BUFFERS, WANTED_BUFFERS, "channel " + id);
        queue = new SpscRing<>(reservation + RemoteOutput.QUEUE);
        decoder = new BufferDecoder(spec.serializer(), spec.keyed(), maxRecordBytes);
    }

    ChannelId id() {
        return id;
    }

    int initialCredit() {
        return reservation;
    }

    // ---- the task's thread ----

    @Override
    void start(Inputs to) {
        inputs = to;
        line.open(this);
    }

    @Override
    Element poll() {
        return zeroCopyReceiver.isPresent() ? pollZeroCopy(zeroCopyReceiver.get()) : pollQueue();
    }

    private Element pollZeroCopy(ZeroCopyReceiver from) {
        while (true) {
            if (current != null) {
                Batch batch = decoder.decode();
                if (decoder.isExhausted()) {
                    current = null;
                    advance(from);
                }
                if (batch.size() > 0) {
                    return batch;
                }
            }
            boolean nothing = from.ring().isEmpty();
            // after that: what the producer has put there before the next element is seen before it
            Optional<Element.Barrier> due = from.dueBarrier();
            if (due.isPresent()) {
                return due.get();
            }
            if (ended || nothing) {
                failIfBroken();
                return null;
            }
            Optional<Element> mark = from.mark();
            if (mark.isPresent()) {
                advance(from);
                if (mark.get() instanceof Element.EndOfInput) {
                    ended = true;
                    line.finish(this);
                }
                return mark.get();
            }
            current = from.buffer();
            inputs.counters().received(0, current.remaining());
            decoder.begin(current);
        }
    }

    private void advance(ZeroCopyReceiver from) {
        if (from.ring().advance()) {
            line.bell(this);
        }
    }

    private void failIfBroken() {
        PeerLostException broken = failure;
        if (broken != null && !ended) {
            told = true;
            throw broken;
        }
    }

    private Element pollQueue() {
        while (true) {
            if (current != null) {
                Batch batch = decoder.decode();
                if (decoder.isExhausted()) {
                    giveBack(current);
                    current = null;
                    giveCredit();
                }
                if (batch.size() > 0) {
                    return batch;
                }
            }
            Object next = queue.poll();
            if (next == null) {
                if (queue.isEmpty()) {
                    failIfBroken();
                }
                return null;
            }
            if (next instanceof Element mark) {
                ended |= mark instanceof Element.EndOfInput;
                boolean takesCredit = !(mark instanceof Element.Barrier barrier
                        && barrier.request().mayOvertake());
                if (!ended && takesCredit) {
                    giveCredit();
                }
                return mark;
            }
            current = (ByteBuffer) next;
            inputs.counters().received(0, current.remaining());
            decoder.begin(current);
        }
    }

    /** Buffers that came beyond the credit are on the heap and no part of the reservation. */
    private void giveBack(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            memory.give(buffer);
        }
    }

    @Override
    Element.Barrier barrierAhead() {
        return zeroCopyReceiver.isPresent()
                ? zeroCopyReceiver.get().barrierAhead().orElse(null)
                : (Element.Barrier) queue.beside();
    }

    @Override
    boolean capture(long checkpointId, OvertakenRecords to) {
        return zeroCopyReceiver.isPresent()
                ? captureZeroCopy(zeroCopyReceiver.get(), checkpointId, to)
                : captureQueue(checkpointId, to);
    }

    private boolean captureQueue(long checkpointId, OvertakenRecords to) {
        int size = queue.size();
        Element.Barrier barrier = barrierAhead();
        int before = barrier == null || barrier.request().checkpointId() != checkpointId ? -1 : queue.before(barrier);
        if (before < 0 && !ended && (size == 0 || !(queue.peek(size - 1) instanceof Element.EndOfInput))) {
            return false;
        }
        OvertakenFrames frames = decoder.overtaken(to);
        for (int i = 0; i < (before < 0 ? size : before); i++) {
            if (queue.peek(i) instanceof ByteBuffer frame) {
                frames.add(frame);
            }
        }
        return true;
    }

    private boolean captureZeroCopy(ZeroCopyReceiver from, long checkpointId, OvertakenRecords to) {
        int size = from.ring().unreadByReader();
        Optional<Element.Barrier> barrier =
                from.barrierAhead().filter(ahead -> ahead.request().checkpointId() == checkpointId);
        if (barrier.isEmpty() && !ended && (size == 0 || !from.isEnd(size - 1))) {
            return false;
        }
        OvertakenFrames frames = decoder.overtaken(to);
        int until = barrier.isPresent() ? from.ring().beforeBarrier() : size;
        for (int i = current == null ? 0 : 1; i < until; i++) {
            from.frame(i).ifPresent(frames::add);
        }
        return true;
    }

    @Override
    void askForEnd() {
        if (zeroCopyReceiver.isEmpty() && !ended) {
            line.hurryEnd(this);
        }
    }

    private void giveCredit() {
        owed++;
        if (owed * 2 >= reservation) {
            line.credit(this, owed);
            owed = 0;
        }
    }

    @Override
    boolean hasMore() {
        return current != null || !queue.isEmpty() || !ended && (failure != null || hasBorrowed());
    }

    /** Whether the ring has an element; when it has none, the producer will send a wake-up. */
    private boolean hasBorrowed() {
        return zeroCopyReceiver.isPresent() && !zeroCopyReceiver.get().ring().sleep();
    }

    @Override
    void close() {
        if (!closed) {
            closed = true;
            if (current != null && zeroCopyReceiver.isEmpty()) {
                giveBack(current);
            }
            current = null;
            line.close(this);
        }
    }

    @Override
    Optional<PeerLostException> lostPeer() {
        return told ? Optional.of(failure) : Optional.empty();
    }

    // ---- the connection's thread ----

    int number() {
        return number;
    }

    void number(int chosen) {
        number = chosen;
    }

    /** Switches to zero-copy: from now on the elements are in the producer's memory. */
    void useRing(ZeroCopyReceiver from) {
        zeroCopyReceiver = Optional.of(from);
        inputs.announce(this);
    }

    /** An empty buffer for the next data frame. */
    ByteBuffer take() {
        return memory.take();
    }

    /** A buffer for a data frame that comes beyond the credit, before a barrier that overtakes. */
    ByteBuffer beyondReservation(int length) {
        return ByteBuffer.allocate(BufferLayout.FRAME_HEADER + length);
    }

    /** Queues an element, to be announced; false when the producer has exceeded its credit. */
    boolean onElement(Object element) {
        if (element instanceof Element.Barrier barrier && barrier.request().mayOvertake()) {
            queue.offerBeside(barrier);
            inputs.sight(this);
            return true;
        }
        boolean queued = queue.offer(element);
        if (element instanceof Element.EndOfInput) {
            inputs.sightEnd(this);
        }
        return queued;
    }

    /** A barrier that overtakes is in the ring of a zero-copy channel. */
    void sight() {
        inputs.announce(this);
        inputs.sight(this);
    }

    /** Notifies the task of the queued elements. */
    void announce() {
        inputs.announce(this);
    }

    /** Marks the channel as broken; the first reason is kept. */
    void onBroken(String reason) {
        if (failure == null) {
            failure = PeerLostException.producer(
                    id,
                    "lost the producer of " + id + " on " + producer.executor() + " (" + producer.host() + ":"
                            + producer.port() + "): " + reason);
        }
        inputs.announce(this);
    }

    /** The channel is closed at the connection: nothing arrives any more. */
    void onClosed() {
        for (Object element = queue.poll(); element != null; element = queue.poll()) {
            if (element instanceof ByteBuffer buffer) {
                giveBack(buffer);
            }
        }
        memory.release(reservation);
    }
}
