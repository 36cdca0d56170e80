package dev.weft.engine.exchange;

import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The queue between two tasks of one executor, with its two ends' wake-ups. A full queue makes the producer sleep until
 * half of it is free again, so that the two threads do not change places for every batch.
 *
 * <p>Life: created by whichever end comes first, forgotten when both have closed.
 */
final class LocalChannel {

    private static final int PRODUCER_CLOSED = 1;
    private static final int CONSUMER_CLOSED = 2;

    private final ChannelId id;
    private final SpscRing<Element> ring;
    private final Runnable forget;
    private final AtomicInteger closed = new AtomicInteger();
    private volatile boolean complete;
    private volatile Announcement consumer = Announcement.NOBODY;
    private volatile Wakeup waitingProducer;
    private volatile PeerLostException toldProducer;
    private volatile PeerLostException toldConsumer;

    /** How the consumer is told that there is something to read. */
    private record Announcement(Inputs inputs, InputChannel channel) {
        static final Announcement NOBODY = new Announcement(null, null);

        void send() {
            if (inputs != null) {
                inputs.announce(channel);
            }
        }
    }

    LocalChannel(ChannelId id, int capacity, Runnable forget) {
        this.id = id;
        this.ring = new SpscRing<>(capacity);
        this.forget = forget;
    }

    /** Consumer: from now on, tell these inputs. */
    void attach(Inputs inputs, InputChannel channel) {
        consumer = new Announcement(inputs, channel);
        VarHandle.fullFence();
        if (hasMore()) {
            consumer.send();
        }
    }

    /** Producer: waits while the queue is full. */
    void push(Element element, Wakeup producer) {
        while (true) {
            if ((closed.get() & CONSUMER_CLOSED) != 0) {
                toldProducer = PeerLostException.consumer(id, "the consumer of " + id + " has stopped reading");
                throw toldProducer;
            }
            if (ring.offer(element)) {
                break;
            }
            waitForSpace(producer);
        }
        if (element instanceof Element.EndOfInput) {
            complete = true;
        }
        VarHandle.fullFence();
        consumer.send();
    }

    private void waitForSpace(Wakeup producer) {
        producer.arm();
        waitingProducer = producer;
        VarHandle.fullFence();
        if (ring.isFull() && closed.get() == 0) {
            producer.park();
        } else {
            producer.disarm();
        }
        waitingProducer = null;
    }

    /** Consumer: the next element, or null. */
    Element poll() {
        Element element = ring.poll();
        VarHandle.fullFence();
        Wakeup producer = waitingProducer;
        if (producer != null && ring.size() <= ring.capacity() / 2) {
            producer.signal();
        }
        if (element == null && isBroken() && ring.isEmpty()) {
            toldConsumer = PeerLostException.producer(id, "the producer of " + id + " has stopped");
            throw toldConsumer;
        }
        return element;
    }

    boolean hasMore() {
        return !ring.isEmpty() || isBroken();
    }

    private boolean isBroken() {
        return (closed.get() & PRODUCER_CLOSED) != 0 && !complete;
    }

    /** What the producer was told when its consumer was gone. */
    Optional<PeerLostException> lostConsumer() {
        return Optional.ofNullable(toldProducer);
    }

    /** What the consumer was told when its producer was gone. */
    Optional<PeerLostException> lostProducer() {
        return Optional.ofNullable(toldConsumer);
    }

    void closeProducer() {
        close(PRODUCER_CLOSED);
        consumer.send();
    }

    void closeConsumer() {
        close(CONSUMER_CLOSED);
        Wakeup producer = waitingProducer;
        if (producer != null) {
            producer.signal();
        }
    }

    private void close(int side) {
        int before = closed.getAndUpdate(bits -> bits | side);
        if (before != (PRODUCER_CLOSED | CONSUMER_CLOSED) && (before | side) == (PRODUCER_CLOSED | CONSUMER_CLOSED)) {
            forget.run();
        }
    }
}
