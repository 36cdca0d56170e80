package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.MapFunction;
import dev.weft.engine.exchange.Receiver;

/** Runs a map function: one result per record. */
final class MapOperator extends Operator {

    private final MapFunction<Object, Object> function;
    private final Receiver next;

    MapOperator(String name, MapFunction<Object, Object> function, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.next = emitter.main();
    }

    @Override
    public void record(Object value, long timestamp) {
        Object mapped;
        try {
            mapped = function.map(value);
        } catch (Throwable t) {
            throw failure(t);
        }
        next.record(mapped, timestamp);
    }
}
