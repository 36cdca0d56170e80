package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import java.util.List;
import java.util.Set;

/** The ResourceManager's interface for JobMasters, which request slots through it. Every method only enqueues. */
public interface SlotProvider {

    /**
     * States what the job needs from now on, as a whole: saying it again changes nothing, saying less gives back. {@link
     * Client#onSlots} follows when the job has it all; slots that are missing are given all at once. A slot that is lost
     * later is replaced without being asked for, until the job states that it needs fewer.
     */
    void declare(JobID job, Declaration declaration, Client client);

    /** The job wants nothing any more, and hears nothing any more. */
    void release(JobID job);

    /**
     * @param number counts the declarations of a job, so that an answer to an earlier one is known as such
     * @param count slots that the job needs in total
     * @param kept those of its slots that it goes on using, at most {@code count}; all others are taken back
     */
    record Declaration(long number, int count, Set<SlotId> kept) {
        public Declaration {
            kept = Set.copyOf(kept);
        }
    }

    /** A job that wants or has slots. Every method only enqueues. */
    interface Client {
        /**
         * The job has all the slots that it needs.
         *
         * @param number of the declaration that this answers
         * @param all of the job's slots, in no particular order
         */
        void onSlots(long number, List<Slot> all);

        /** There will be none: the message says what is missing. */
        void onSlotsUnavailable(WeftException why);

        /**
         * Everything that ran or was to run on this executor is gone.
         *
         * @param explained whether the cause is known by now; if not, {@link #onLossExplained} follows within a few
         *     seconds
         */
        void onExecutorLost(ExecutorId executor, FailureCause cause, boolean explained);

        /** What the cluster has to say of the end of an executor that was lost before. */
        void onLossExplained(ExecutorId executor, FailureCause cause);

        /** A message of this job's tasks, in the order in which the executor sent them. */
        void onMessage(ExecutorId executor, JobMessage message);

        /** What tasks of this job have read and written by now. */
        void onMetrics(ExecutorId executor, List<TaskMetrics> metrics);
    }
}
