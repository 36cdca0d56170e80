package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.metrics.MetricGroup;

/**
 * What the windows of one operator instance are built from: state, clock, metrics, and the operator that they emit to.
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

    /** The operator that runs the windows. */
    public interface Host {
        /** The operator's name, as users see it. */
        String name();

        /** Receiver of results. */
        Receiver main();

        /** Emits to a side output; dropped when nothing reads it. */
        void side(String id, Object value, long timestamp);

        /** Wraps an exception of the user's code in one that names the operator. */
        RuntimeException failure(Throwable thrown);
    }
}
