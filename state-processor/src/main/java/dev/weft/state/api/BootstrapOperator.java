package dev.weft.state.api;

import dev.weft.api.common.functions.DefaultOpenContext;
import dev.weft.api.common.functions.RichFunction;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.checkpoint.SnapshotStores;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.BoundedOneInput;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import java.io.Serializable;

/**
 * Makes one instance of an operator's state from a stream: keeps it beside its own until the end of the input, then writes it
 * into the savepoint's directory and emits where it is. Belongs to the thread of its task.
 *
 * @param <IN> what the state is made of
 * @param <F> the function that makes it, serializable
 */
abstract class BootstrapOperator<IN, F> extends AbstractStreamOperator<StatePart>
        implements OneInputStreamOperator<IN, StatePart>, BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private final F function;
    private final Target target;

    private transient TaskHost host;
    private transient OperatorState state;

    /**
     * Where the state goes.
     *
     * @param operator whose state it is
     * @param directory of the savepoint
     * @param checkpointId of the savepoint
     * @param settings of the program
     */
    record Target(OperatorId operator, String directory, long checkpointId, Configuration settings)
            implements Serializable {}

    BootstrapOperator(F function, Target target) {
        this.function = function;
        this.target = target;
    }

    /** Makes empty state. */
    abstract OperatorState create(OperatorState.Source source) throws Exception;

    /** Prepares the function, whose context is set. */
    abstract void prepare(F prepared, OperatorState empty) throws Exception;

    /** Hands an element to the function. */
    abstract void process(F called, StreamRecord<IN> element) throws Exception;

    /** Lets the function put into the state what it has held back. */
    void complete(F completed, OperatorState full) throws Exception {}

    final Configuration settings() {
        return target.settings();
    }

    final long checkpointId() {
        return target.checkpointId();
    }

    @Override
    public void open() throws Exception {
        host = new TaskHost(getRuntimeContext(), target.settings());
        state = create(new OperatorState.Source(
                StateBackends.of(target.settings()), host, getExecutionConfig(), OperatorPieces.NONE));
        prepare(function, state);
        if (function instanceof RichFunction rich) {
            rich.open(DefaultOpenContext.INSTANCE);
        }
    }

    @Override
    public void processElement(StreamRecord<IN> element) throws Exception {
        process(function, element);
    }

    @Override
    public void endInput() throws Exception {
        complete(function, state);
        int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
        OperatorPieces pieces;
        try (OperatorSnapshot snapshot = state.snapshot(target.checkpointId())) {
            SnapshotStore store = store(subtask);
            pieces = snapshot.write(store);
            SnapshotStores.complete(store);
        }
        if (!pieces.isEmpty()) {
            output.collect(new StreamRecord<>(
                    StatePart.of(target.operator(), subtask, new KeyGroupRange(0, 0), maxParallelism(), pieces)));
        }
    }

    /** Files of several attempts of a task do not meet. */
    private SnapshotStore store(int subtask) {
        ExecutionAttemptId writer = new ExecutionAttemptId(
                new VertexId(target.operator().hex()),
                subtask,
                getRuntimeContext().getTaskInfo().getAttemptNumber(),
                System.nanoTime());
        return SnapshotStores.of(
                target.directory(), CheckpointSettings.of(target.settings()).snapshots(), writer);
    }

    final int maxParallelism() {
        return getRuntimeContext().getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    final KeyGroupRange keyGroups() {
        return KeyGroupRange.of(
                getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(),
                getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks(),
                maxParallelism());
    }

    @Override
    public void close() throws Exception {
        try {
            if (function instanceof RichFunction rich) {
                rich.close();
            }
        } finally {
            if (state != null) {
                state.close();
                host.close();
                state = null;
            }
            super.close();
        }
    }
}
