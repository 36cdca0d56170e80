package dev.weft.engine.exchange;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Bounded single-producer, single-consumer queue of elements between two tasks of one executor. The producer stops
 * taking input when {@link #ROOM} elements are queued; {@link #RESERVE} more fit for what it emits without asking for
 * room. A waiting producer is woken only when half of the room is free again, so that the threads do not switch for
 * every batch. The consumer is notified of the first element that it has not seen.
 *
 * <p>Life: created by whichever end comes first, dropped when both have closed.
 */
final class LocalChannel {

    /** Elements that may be queued before the producer stops taking input. */
    static final int ROOM = 8;

    /** Additional elements: two watermarks, each with the records before it. */
    static final int RESERVE = 4;

    /** Further elements: the records before a barrier that overtakes, which itself takes no place. */
    private static final int SPARE = 2;

    private static final int PRODUCER_CLOSED = 1;
    private static final int CONSUMER_CLOSED = 2;

    private final ChannelId id;
    private final SpscRing<Element> ring = new SpscRing<>(ROOM + RESERVE, SPARE);
    private final Runnable forget;
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean complete;
    private volatile Optional<Reader> reader = Optional.empty();
    private volatile Wakeup waitingProducer;
    private volatile PeerLostException toldProducer;
    private volatile PeerLostException toldConsumer;

    /** The consuming end, once its task has opened it. */
    private record Reader(Inputs inputs, InputChannel channel) {
        void announce() {
            inputs.announce(channel);
        }

        void sight() {
            inputs.sight(channel);
        }

        void sightEnd() {
            inputs.sightEnd(channel);
        }
    }

    LocalChannel(ChannelId id, Runnable forget) {
        this.id = id;
        this.forget = forget;
    }

    /** Consumer: sets the inputs to notify. */
    void attach(Inputs inputs, InputChannel channel) {
        reader = Optional.of(new Reader(inputs, channel));
        VarHandle.fullFence();
        if (hasMore()) {
            announce();
        }
        if (barrierAhead() != null) {
            inputs.sight(channel);
        }
    }

    private void announce() {
        Optional<Reader> to = reader;
        if (to.isPresent()) {
            to.get().announce();
        }
    }

    /** Producer: adds an element; blocks while even the reserve is full. */
    void push(Element element, Wakeup producer) {
        while (true) {
            checkConsumer();
            if (ring.offer(element)) {
                break;
            }
            awaitReserve(producer);
        }
        if (element instanceof Element.EndOfInput) {
            complete = true;
        }
        VarHandle.fullFence();
        announce();
        if (complete) {
            reader.ifPresent(Reader::sightEnd);
        }
    }

    /** Producer: adds the records before a barrier that overtakes, if they still fit; else as {@link #push}. */
    void pushBeforeBarrier(Element records, Wakeup producer) {
        if (isClosedByConsumer() || !ring.offerSpare(records)) {
            push(records, producer);
        }
    }

    /** Producer: adds a barrier that overtakes, now or later; the consumer is told of it at once. Never blocks. */
    void pushBeside(Element.Barrier barrier) {
        checkConsumer();
        ring.offerBeside(barrier);
        VarHandle.fullFence();
        announce();
        Optional<Reader> to = reader;
        if (to.isPresent()) {
            to.get().sight();
        }
    }

    private void checkConsumer() {
        if (isClosedByConsumer()) {
            toldProducer = PeerLostException.consumer(id, "the consumer of " + id + " has stopped reading");
            throw toldProducer;
        }
    }

    private void awaitReserve(Wakeup producer) {
        producer.checkCanceled();
        producer.arm();
        askForRoom(producer);
        if (ring.isFull() && closed.get() == 0) {
            producer.park();
        } else {
            producer.disarm();
        }
    }

    private boolean isClosedByConsumer() {
        return (closed.get() & CONSUMER_CLOSED) != 0;
    }

    /** Producer: whether it may take input; also when the consumer is gone and the next {@link #push} fails. */
    boolean hasRoom() {
        return ring.size() < ROOM || isClosedByConsumer();
    }

    /** Producer: whether a mark, and the records before it, can be added without blocking. */
    boolean hasReserve() {
        return ring.size() <= ROOM + RESERVE - 2 || isClosedByConsumer();
    }

    /** Producer: whether a barrier that overtakes, and the records before it, can be added without blocking. */
    boolean takesBarrier() {
        return !ring.isFullToTheSpare() || isClosedByConsumer();
    }

    /** Producer: requests a signal when half of the room is free, or the consumer is gone. */
    void askForRoom(Wakeup producer) {
        waitingProducer = producer;
        VarHandle.fullFence();
    }

    private void wakeProducer(Wakeup producer) {
        waitingProducer = null;
        producer.signal();
    }

    /** Consumer: the next element, or null. */
    Element poll() {
        Element element = ring.poll();
        VarHandle.fullFence();
        Wakeup producer = waitingProducer;
        if (producer != null && ring.size() <= ROOM / 2) {
            wakeProducer(producer);
        }
        if (element == null && isBroken() && ring.isEmpty()) {
            toldConsumer = PeerLostException.producer(id, "the producer of " + id + " has stopped");
            throw toldConsumer;
        }
        return element;
    }

    /** Consumer: the barrier that is queued and may overtake, or null. */
    Element.Barrier barrierAhead() {
        return (Element.Barrier) ring.beside();
    }

    /** Consumer: adds the records up to a barrier, or the end of the input, if that is queued. */
    boolean capture(long checkpointId, OvertakenRecords to) {
        int size = ring.size();
        Element.Barrier barrier = barrierAhead();
        int before = barrier == null || barrier.request().checkpointId() != checkpointId ? -1 : ring.before(barrier);
        if (before < 0 && (size == 0 || !(ring.peek(size - 1) instanceof Element.EndOfInput))) {
            return false;
        }
        for (int i = 0; i < (before < 0 ? size : before); i++) {
            if (ring.peek(i) instanceof Batch batch) {
                to.addQueued(batch);
            }
        }
        return true;
    }

    boolean hasMore() {
        return !ring.isEmpty() || isBroken();
    }

    private boolean isBroken() {
        return (closed.get() & PRODUCER_CLOSED) != 0 && !complete;
    }

    /** The exception that the producer got when its consumer was gone. */
    Optional<PeerLostException> lostConsumer() {
        return Optional.ofNullable(toldProducer);
    }

    /** The exception that the consumer got when its producer was gone. */
    Optional<PeerLostException> lostProducer() {
        return Optional.ofNullable(toldConsumer);
    }

    void closeProducer() {
        close(PRODUCER_CLOSED);
        announce();
    }

    void closeConsumer() {
        close(CONSUMER_CLOSED);
        Wakeup producer = waitingProducer;
        if (producer != null) {
            wakeProducer(producer);
        }
    }

    private void close(int side) {
        int before = closed.getAndUpdate(bits -> bits | side);
        if (before != (PRODUCER_CLOSED | CONSUMER_CLOSED) && (before | side) == (PRODUCER_CLOSED | CONSUMER_CLOSED)) {
            forget.run();
        }
    }
}
