package dev.weft.engine.taskexecutor.operator;

import dev.weft.engine.exchange.Receiver;
import dev.weft.streaming.api.functions.co.CoMapFunction;

/** Runs a map function on two inputs: one result per record. */
final class CoMapOperator extends TwoInputOperator {

    private final CoMapFunction<Object, Object, Object> function;
    private final Receiver next;

    CoMapOperator(String name, CoMapFunction<Object, Object, Object> function, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.next = emitter.main();
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        Object mapped;
        try {
            mapped = gate == 0 ? function.map1(value) : function.map2(value);
        } catch (Throwable t) {
            throw failure(t);
        }
        next.record(mapped, timestamp);
    }
}
