package dev.weft.engine.exchange;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.engine.usercode.records.Copies;
import java.io.IOException;
import java.util.Optional;

/**
 * The producing end of a channel inside the executor, with adaptive batching: the batch capacity doubles when a batch
 * was filled, and halves when one was flushed at less than a quarter. Records are copied unless it is proven that the
 * producer neither keeps nor modifies them. Belongs to the producer's thread.
 */
final class LocalOutput extends OutputChannel {

    static final int SMALLEST_BATCH = 32;
    private static final int LARGEST_BATCH = 2048;
    private static final int LARGEST_OF_MANY = 256;
    private static final int RECORDS_OF_ALL_CHANNELS = 2 * LARGEST_BATCH;

    private final LocalChannel channel;
    private final Backpressure backpressure;
    private final IoCounters counters;
    private final boolean keyed;
    private final Copies copies;
    private final TypeSerializer<Object> serializer;
    private final boolean takesNull;
    private final int largestBatch;
    private int capacity;
    /** Whether one record was found to be of the stream's type; later ones are not checked. */
    private boolean checked;

    private Batch batch;

    /**
     * @param keyed whether the key's hash travels along
     * @param serializer of the stream's type
     * @param copies what those behind the channel get instead of the records; may be shared with the task's other channels
     * @param largestBatch how many records a batch may grow to; 1 hands over every record at once
     */
    LocalOutput(
            LocalChannel channel,
            Backpressure backpressure,
            IoCounters counters,
            boolean keyed,
            TypeSerializer<Object> serializer,
            Copies copies,
            int largestBatch) {
        this.channel = channel;
        this.backpressure = backpressure;
        this.counters = counters;
        this.keyed = keyed;
        this.serializer = serializer;
        this.takesNull = serializer instanceof NullTolerant;
        this.copies = copies;
        this.largestBatch = largestBatch;
        this.capacity = Math.min(SMALLEST_BATCH, largestBatch);
        this.batch = new Batch(capacity, keyed);
    }

    /**
     * Upper limit of the batch size for a task with this many channels. Large batches use the processor's caches better
     * when threads switch; but the memory in the queues of one task must not grow with the number of its channels.
     */
    static int largestBatch(int channels) {
        int share = Integer.highestOneBit(
                RECORDS_OF_ALL_CHANNELS / Math.min(Math.max(1, channels), RECORDS_OF_ALL_CHANNELS));
        return Math.min(LARGEST_BATCH, Math.max(LARGEST_OF_MANY, share));
    }

    @Override
    void add(Object value, long timestamp, int hash) {
        if (value == null && !takesNull) {
            check(value);
        }
        Batch b = batch;
        b.add(copies.of(value), timestamp, hash);
        if (b.isFull()) {
            handOver();
            capacity = Math.min(capacity * 2, largestBatch);
            batch = new Batch(capacity, keyed);
        }
    }

    /**
     * Rejects a record that could not be sent to another executor, so that a program does not depend on where its tasks
     * run.
     */
    private void check(Object value) {
        try {
            serializer.serialize(value, new DataOutputSerializer(64));
        } catch (IOException | RuntimeException e) {
            throw Unwritable.because(e, value, serializer);
        }
    }

    @Override
    void flush() {
        if (channel.hasRoom()) {
            handOverUnfilled();
        }
    }

    private void handOverUnfilled() {
        handOverUnfilled(false);
    }

    /** @param spare whether the places that are spared for barriers may be used */
    private void handOverUnfilled(boolean spare) {
        int size = batch.size();
        if (size == 0) {
            return;
        }
        beforeHandOver();
        if (spare) {
            channel.pushBeforeBarrier(batch, backpressure.wakeup());
        } else {
            push(batch);
        }
        if (size * 4 <= capacity) {
            capacity = Math.max(capacity / 2, Math.min(SMALLEST_BATCH, largestBatch));
        }
        batch = new Batch(capacity, keyed);
    }

    private void handOver() {
        beforeHandOver();
        push(batch);
    }

    private void beforeHandOver() {
        if (!checked) {
            checked = true;
            check(batch.value(0));
        }
        counters.sent(batch.size(), 0);
    }

    private void push(Element element) {
        backpressure.wakeup().assertOwned();
        channel.push(element, backpressure.wakeup());
        if (!channel.hasRoom()) {
            backpressure.onFull(this);
        }
    }

    @Override
    void mark(Element mark) {
        handOverUnfilled();
        push(mark);
    }

    @Override
    void barrier(Element.Barrier barrier) {
        if (!barrier.request().mayOvertake()) {
            mark(barrier);
            return;
        }
        backpressure.wakeup().assertOwned();
        handOverUnfilled(true);
        channel.pushBeside(barrier);
        if (!channel.hasRoom()) {
            backpressure.onFull(this);
        }
    }

    @Override
    public boolean takesBarrier() {
        return channel.takesBarrier();
    }

    @Override
    public boolean hasRoom() {
        return channel.hasRoom();
    }

    @Override
    public boolean hasReserve() {
        return channel.hasReserve();
    }

    @Override
    public void askForRoom() {
        channel.askForRoom(backpressure.wakeup());
    }

    @Override
    Optional<PeerLostException> lostPeer() {
        return channel.lostConsumer();
    }

    @Override
    void close() {
        channel.closeProducer();
    }
}
