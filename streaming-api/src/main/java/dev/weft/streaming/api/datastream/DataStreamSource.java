package dev.weft.streaming.api.datastream;

import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.transformations.OperatorTransformation;

/**
 * The stream of a source's elements.
 *
 * @param <T> the type of the elements
 */
public class DataStreamSource<T> extends SingleOutputStreamOperator<T> {
    private final boolean parallel;

    /** A stream of a source's elements; programs call {@link StreamExecutionEnvironment#fromSource} instead. */
    public DataStreamSource(StreamExecutionEnvironment environment, OperatorTransformation<T> source) {
        super(environment, source);
        this.parallel = source.parallelizable();
    }

    /** Whether the source can run in several parallel instances. */
    public boolean isParallel() {
        return parallel;
    }

    /**
     * The number of parallel instances of the source.
     *
     * @param parallelism at least 1
     * @throws IllegalArgumentException if the source cannot run in parallel and more than 1 is asked for
     */
    @Override
    public DataStreamSource<T> setParallelism(int parallelism) {
        super.setParallelism(parallelism);
        return this;
    }
}
