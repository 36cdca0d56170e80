package dev.weft.streaming.api.operators;

import dev.weft.runtime.state.StateInitializationContext;
import dev.weft.runtime.state.StateSnapshotContext;

/** Holds the contract by which operators take part in what is saved. */
public final class StreamOperatorStateHandler {
    private StreamOperatorStateHandler() {}

    /** An operator with state of its own. */
    public interface CheckpointedStreamOperator {
        /** Called once, before open, with state that is empty or restored. */
        void initializeState(StateInitializationContext context) throws Exception;

        /** Called before the state is saved; to bring it up to date. */
        void snapshotState(StateSnapshotContext context) throws Exception;
    }
}
