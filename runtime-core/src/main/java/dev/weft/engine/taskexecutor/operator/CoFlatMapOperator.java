package dev.weft.engine.taskexecutor.operator;

import dev.weft.streaming.api.functions.co.CoFlatMapFunction;

/** Runs a flat-map function on two inputs: any number of results per record. */
final class CoFlatMapOperator extends TwoInputOperator {

    private final CoFlatMapFunction<Object, Object, Object> function;
    private final EmittingCollector out;

    CoFlatMapOperator(String name, CoFlatMapFunction<Object, Object, Object> function, Emitter emitter) {
        super(name, function, emitter);
        this.function = function;
        this.out = new EmittingCollector(emitter.main());
    }

    @Override
    void record(int gate, Object value, long timestamp, int hash, boolean hashed) {
        out.at(timestamp);
        try {
            if (gate == 0) {
                function.flatMap1(value, out);
            } else {
                function.flatMap2(value, out);
            }
        } catch (Throwable t) {
            throw failure(t);
        }
    }
}
