package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.functions.FlatMapFunction;

/** Runs a flat-map function: any number of results per record. */
final class FlatMapOperator extends Operator {

    private final FlatMapFunction<Object, Object> function;
    private final EmittingCollector out;

    FlatMapOperator(String name, FlatMapFunction<Object, Object> function, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.out = new EmittingCollector(emitter.main());
    }

    @Override
    public void record(Object value, long timestamp) {
        out.at(timestamp);
        try {
            function.flatMap(value, out);
        } catch (Throwable t) {
            throw failure(t);
        }
    }
}
