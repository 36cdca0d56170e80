package dev.weft.streaming.api.checkpoint;

import dev.weft.annotation.Public;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;

/** A function that sets up its state before it is opened, and brings it up to date before it is saved. */
@Public
public interface CheckpointedFunction {
    /** Called before state is saved: whatever the function holds elsewhere must be put into its state now. */
    void snapshotState(FunctionSnapshotContext context) throws Exception;

    /** Called once before {@code open}, with state that is empty or restored. */
    void initializeState(FunctionInitializationContext context) throws Exception;
}
