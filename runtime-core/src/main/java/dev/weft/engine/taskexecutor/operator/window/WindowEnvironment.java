package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.metrics.MetricGroup;

/**
 * What windows work in.
 *
 * @param state the operator's, empty or restored
 * @param groups the key groups of this instance
 * @param maxParallelism the number of key groups of the operator
 */
public record WindowEnvironment(
        OperatorState state,
        KeyGroupRange groups,
        int maxParallelism,
        ProcessingTimeService clock,
        MetricGroup metrics,
        ExecutionConfig config,
        Host host) {

    /** The operator around the windows. */
    public interface Host {
        /** What users call it. */
        String name();

        /** Where results go. */
        Receiver main();

        /** Emits to a side output; dropped when nobody reads it. */
        void side(String id, Object value, long timestamp);

        /** What to throw when the user's code threw. */
        RuntimeException failure(Throwable thrown);
    }
}
