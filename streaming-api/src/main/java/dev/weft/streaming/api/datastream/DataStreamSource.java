package dev.weft.streaming.api.datastream;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.transformations.OperatorTransformation;

/** The stream of a source. */
public class DataStreamSource<T> extends SingleOutputStreamOperator<T> {
    private final boolean parallel;

    public DataStreamSource(StreamExecutionEnvironment environment, OperatorTransformation<T> source) {
        super(environment, source);
        this.parallel = source.parallelizable();
    }

    public boolean isParallel() {
        return parallel;
    }

    @Override
    public DataStreamSource<T> setParallelism(int parallelism) {
        super.setParallelism(parallelism);
        return this;
    }
}
