package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.view.ClusterCommands.Taken;

/** A complete savepoint with which the job ends: its tasks are finishing, and whoever has asked for it waits for that. */
record FinalSavepoint(CheckpointOrder order, Taken savepoint) {

    /** The job goes on, or ends otherwise. */
    void notStopped(String why) {
        order.answer()
                .completeExceptionally(new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "the savepoint at " + savepoint.address() + " is complete, but the job did not stop: " + why
                                + "; if it is restarted, it goes on from this savepoint"));
    }

    void ended(JobStatus end) {
        if (end == JobStatus.FINISHED) {
            order.answer().complete(savepoint);
        } else {
            notStopped("it is " + end);
        }
    }
}
