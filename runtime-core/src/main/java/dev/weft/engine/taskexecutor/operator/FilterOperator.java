package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.FilterFunction;
import dev.weft.engine.exchange.Receiver;

/** Runs a filter function: forwards the records that it accepts. */
final class FilterOperator extends Operator {

    private final FilterFunction<Object> function;
    private final Receiver next;

    FilterOperator(String name, FilterFunction<Object> function, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.next = emitter.main();
    }

    @Override
    public void record(Object value, long timestamp) {
        boolean accepted;
        try {
            accepted = function.filter(value);
        } catch (Throwable t) {
            throw failure(t);
        }
        if (accepted) {
            next.record(value, timestamp);
        }
    }
}
