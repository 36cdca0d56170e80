package dev.weft.engine.view;

import dev.weft.api.common.JobID;

/** What may be asked of the cluster from outside. Every method only enqueues. */
public interface ClusterCommands {

    /** Cancels the job; no effect when it has ended. */
    void cancelJob(JobID job);
}
