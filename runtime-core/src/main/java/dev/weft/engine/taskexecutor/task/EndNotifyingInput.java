package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.exchange.YieldFlag;

/**
 * Receiver that passes everything on, and calls a listener at the end of the input.
 *
 * @param onEnd runs after the end has been handed on
 */
record EndNotifyingInput(Receiver next, Runnable onEnd) implements Receiver {

    @Override
    public void record(Object value, long timestamp) {
        next.record(value, timestamp);
    }

    @Override
    public int batch(Batch batch, int from, YieldFlag yield) {
        return next.batch(batch, from, yield);
    }

    @Override
    public void watermark(long timestamp) {
        next.watermark(timestamp);
    }

    @Override
    public void idle(boolean idle) {
        next.idle(idle);
    }

    @Override
    public void endOfInput() {
        next.endOfInput();
        onEnd.run();
    }
}
