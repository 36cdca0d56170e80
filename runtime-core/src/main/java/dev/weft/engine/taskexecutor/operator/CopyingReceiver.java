package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.usercode.records.Copies;

/**
 * Link between two chained operators that makes defensive copies: the receiver gets a copy of a record unless it is
 * proven that neither operator keeps or modifies it.
 */
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
