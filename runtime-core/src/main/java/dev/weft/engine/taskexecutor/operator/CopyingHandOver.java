package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.exchange.Receiver;

/** Between two chained operators: the next one gets a copy, because its predecessor may keep or change the record. */
public final class CopyingHandOver implements Receiver {

    private final TypeSerializer<Object> serializer;
    private final Receiver next;

    public CopyingHandOver(TypeSerializer<Object> serializer, Receiver next) {
        this.serializer = serializer;
        this.next = next;
    }

    @Override
    public void record(Object value, long timestamp) {
        next.record(serializer.copy(value), timestamp);
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
