package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.taskexecutor.sort.RecordQueue;
import java.io.IOException;

/**
 * Input stage of a batch that reads one input to its end before the other, such as a broadcast input before the data.
 * Records of the other input are buffered in a {@link RecordQueue} meanwhile, in memory and then on disk; they cannot
 * be left to backpressure, which would deadlock where both inputs come from one producer. When the first input has
 * ended and the buffer is drained, the other input is passed through.
 */
final class HeldStage implements InputStage {

    private static final int MOST_RECORDS = 256;

    private final Chain chain;
    private final int heldGate;
    private final RecordQueue queue;
    private final Receiver held;
    private Batch records = new Batch(0, false);
    private int handedOn;
    private boolean queueIsEmpty;
    private boolean firstHasEnded;
    private boolean nothingKept = true;
    private boolean timeIsOver;
    private boolean hasEnded;

    /** Takes ownership of the queue. */
    HeldStage(Chain chain, int heldGate, RecordQueue queue) {
        this.chain = chain;
        this.heldGate = heldGate;
        this.queue = queue;
        this.held = chain.input(heldGate);
    }

    @Override
    public Receiver input(int gate) {
        return gate == heldGate ? new Holding() : new WatchedInput(chain.input(gate), () -> firstHasEnded = true);
    }

    private boolean passes() {
        return firstHasEnded && nothingKept;
    }

    @Override
    public boolean isReady() {
        return firstHasEnded && !nothingKept;
    }

    @Override
    public void handOn(YieldFlag yield) {
        if (handedOn == records.size()) {
            fill();
        }
        if (handedOn < records.size()) {
            handedOn = held.batch(records, handedOn, yield);
        }
        if (queueIsEmpty && handedOn == records.size()) {
            nothingKept = true;
            close();
            passMarks();
        }
    }

    private void fill() {
        records = new Batch(MOST_RECORDS, false);
        handedOn = 0;
        try {
            while (records.size() < MOST_RECORDS && !queueIsEmpty) {
                if (queue.next()) {
                    records.add(queue.value(), queue.timestamp(), 0);
                } else {
                    queueIsEmpty = true;
                }
            }
        } catch (IOException e) {
            throw InputStages.unkept(chain, e);
        }
    }

    private void passMarks() {
        if (timeIsOver) {
            held.watermark(Long.MAX_VALUE);
        }
        if (hasEnded) {
            held.endOfInput();
        }
    }

    @Override
    public void close() {
        try {
            queue.close();
        } catch (IOException e) {
            throw InputStages.unkept(chain, e);
        }
    }

    /** Buffers the records of the input that has to wait. */
    private final class Holding implements Receiver {
        @Override
        public int batch(Batch batch, int from, YieldFlag yield) {
            return passes() ? held.batch(batch, from, yield) : Receiver.super.batch(batch, from, yield);
        }

        @Override
        public void record(Object value, long timestamp) {
            if (passes()) {
                held.record(value, timestamp);
                return;
            }
            nothingKept = false;
            try {
                queue.add(value, timestamp);
            } catch (IOException e) {
                throw InputStages.unkept(chain, e);
            } catch (RuntimeException e) {
                throw chain.head().failure(e);
            }
        }

        @Override
        public void watermark(long timestamp) {
            timeIsOver |= timestamp == Long.MAX_VALUE;
            nothingKept &= firstHasEnded;
            if (passes()) {
                held.watermark(timestamp);
            }
        }

        @Override
        public void idle(boolean idle) {}

        @Override
        public void endOfInput() {
            hasEnded = true;
            nothingKept &= firstHasEnded;
            if (passes()) {
                held.endOfInput();
            }
        }
    }
}
