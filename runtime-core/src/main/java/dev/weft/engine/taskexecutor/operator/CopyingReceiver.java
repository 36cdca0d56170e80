package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.usercode.records.Copies;

/** Between two chained operators: the next one gets a copy as long as its predecessor or itself may keep or change the record. */
public final class CopyingReceiver implements Receiver {

    private final Copies copies;
    private final Receiver next;

    public CopyingReceiver(Copies copies, Receiver next) {
        this.copies = copies;
        this.next = next;
    }

    @Override
    public void record(Object value, long timestamp) {
        next.record(copies.of(value), timestamp);
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
    }
}
