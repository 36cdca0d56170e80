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
final class SequentialStage implements InputStage {

    private static final int MAX_BATCH_RECORDS = 256;

    private final Chain chain;
    private final int secondGate;
    private final RecordQueue queue;
    private final Receiver second;
    private Batch records = new Batch(0, false);
    private int handedOn;
    private boolean queueIsDrained;
    private boolean firstHasEnded;
    private boolean nothingDeferred = true;
    private boolean endOfTimeReached;
    private boolean secondHasEnded;

    /** Takes ownership of the queue. */
    SequentialStage(Chain chain, int secondGate, RecordQueue queue) {
        this.chain = chain;
        this.secondGate = secondGate;
        this.queue = queue;
        this.second = chain.input(secondGate);
    }

    @Override
    public Receiver input(int gate) {
        return gate == secondGate
                ? new SecondInput()
                : new EndNotifyingInput(chain.input(gate), () -> firstHasEnded = true);
    }

    private boolean passes() {
        return firstHasEnded && nothingDeferred;
    }

    @Override
    public boolean isReady() {
        return firstHasEnded && !nothingDeferred;
    }

    @Override
    public void handOn(YieldFlag yield) {
        if (handedOn == records.size()) {
            fill();
        }
        if (handedOn < records.size()) {
            handedOn = second.batch(records, handedOn, yield);
        }
        if (queueIsDrained && handedOn == records.size()) {
            nothingDeferred = true;
            close();
            passMarks();
        }
    }

    private void fill() {
        records = new Batch(MAX_BATCH_RECORDS, false);
        handedOn = 0;
        try {
            while (records.size() < MAX_BATCH_RECORDS && !queueIsDrained) {
                if (queue.next()) {
                    records.add(queue.value(), queue.timestamp(), 0);
                } else {
                    queueIsDrained = true;
                }
            }
        } catch (IOException e) {
            throw InputStages.unkept(chain, e);
        }
    }

    private void passMarks() {
        if (endOfTimeReached) {
            second.watermark(Long.MAX_VALUE);
        }
        if (secondHasEnded) {
            second.endOfInput();
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
    private final class SecondInput implements Receiver {
        @Override
        public int batch(Batch batch, int from, YieldFlag yield) {
            return passes() ? second.batch(batch, from, yield) : Receiver.super.batch(batch, from, yield);
        }

        @Override
        public void record(Object value, long timestamp) {
            if (passes()) {
                second.record(value, timestamp);
                return;
            }
            nothingDeferred = false;
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
            endOfTimeReached |= timestamp == Long.MAX_VALUE;
            nothingDeferred &= firstHasEnded;
            if (passes()) {
                second.watermark(timestamp);
            }
        }

        @Override
        public void idle(boolean idle) {}

        @Override
        public void endOfInput() {
            secondHasEnded = true;
            nothingDeferred &= firstHasEnded;
            if (passes()) {
                second.endOfInput();
            }
        }
    }
}
