package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;

/**
 * How the state of an operator is made of a stream; given to {@link SavepointWriter#withOperator}. Made by {@link
 * OperatorTransformation}.
 *
 * @param <T> what the state is made of
 */
@PublicEvolving
public class StateBootstrapTransformation<T> {

    private final DataStream<T> stream;
    private final Making<T> making;

    /** Adds the operator that makes the state to the stream. */
    interface Making<T> {
        SingleOutputStreamOperator<StatePart> apply(DataStream<T> stream, BootstrapOperator.Target target);
    }

    StateBootstrapTransformation(DataStream<T> stream, Making<T> making) {
        this.stream = stream;
        this.making = making;
    }

    /**
     * @param name of the operator, for people
     * @param maxParallelism the number of key groups
     */
    SingleOutputStreamOperator<StatePart> written(BootstrapOperator.Target target, String name, int maxParallelism) {
        SingleOutputStreamOperator<StatePart> made =
                making.apply(stream, target).name("state of " + name);
        if (made.getParallelism() > maxParallelism) {
            made.setParallelism(maxParallelism);
        }
        return made.setMaxParallelism(maxParallelism);
    }
}
