package dev.weft.streaming.api.checkpoint;

import dev.weft.annotation.Public;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;

/** A function that sets up its state before it is opened, and brings it up to date before it is saved. */
@Public
public interface CheckpointedFunction {
    /**
     * Called on the task's thread between two records, before state is saved: whatever the function holds elsewhere must be
     * put into its state now. The state is then saved while records go on; emit nothing here.
     *
     * @param context the number and the time of the checkpoint
     * @throws Exception fails the checkpoint, and with it the task
     */
    void snapshotState(FunctionSnapshotContext context) throws Exception;

    /**
     * Called once on the task's thread before {@code open}, with state that is empty or restored, which {@code
     * context.isRestored()} tells. Keyed state can be asked for here and has no current key yet.
     *
     * @throws Exception fails the task
     */
    void initializeState(FunctionInitializationContext context) throws Exception;
}
