package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import java.util.List;

/** Who owns the slots, as a JobMaster sees it. Every method only enqueues. */
public interface SlotProvider {

    /**
     * The job wants this many slots, all at once; slots it had before are taken back. {@link Client#onSlots} or
     * {@link Client#onSlotsUnavailable} follows.
     */
    void require(JobID job, int slots, Client client);

    /** The job wants nothing any more, and hears nothing any more. */
    void release(JobID job);

    /** A job that wants or has slots. Every method only enqueues. */
    interface Client {
        /** All that was required, in no particular order. */
        void onSlots(List<Slot> slots);

        /** There will be none: the message says what is missing. */
        void onSlotsUnavailable(WeftException why);

        /** Everything that ran or was to run on this executor is gone. */
        void onExecutorLost(ExecutorId executor, FailureCause cause);

        /** A message of this job's tasks, in the order in which the executor sent them. */
        void onMessage(ExecutorId executor, JobMessage message);

        /** What tasks of this job have read and written by now. */
        void onMetrics(ExecutorId executor, List<TaskMetrics> metrics);
    }
}
