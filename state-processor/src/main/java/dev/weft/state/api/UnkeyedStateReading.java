package dev.weft.state.api;

import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.UnkeyedState;
import dev.weft.util.Collector;
import java.io.Serializable;

/**
 * Reads a list or broadcast state, part by part.
 *
 * @param <T> its elements or entries
 */
final class UnkeyedStateReading<T> extends RichFlatMapFunction<StatePart, T> {

    private static final long serialVersionUID = 1L;

    /** Finds the elements of one part. */
    interface Contents<T> extends Serializable {
        void read(UnkeyedState state, Collector<T> out) throws Exception;
    }

    private final Contents<T> contents;

    UnkeyedStateReading(Contents<T> contents) {
        this.contents = contents;
    }

    @Override
    public void flatMap(StatePart part, Collector<T> out) throws Exception {
        Configuration settings = new Configuration();
        try (TaskHost host = new TaskHost(getRuntimeContext(), settings);
                OperatorState state = OperatorState.unkeyed(new OperatorState.Source(
                        StateBackends.of(settings), host, getRuntimeContext().getExecutionConfig(), part.stored()))) {
            contents.read(state.unkeyed(), out);
        }
    }
}
