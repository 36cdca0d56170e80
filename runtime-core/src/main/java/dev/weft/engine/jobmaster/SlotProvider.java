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
     * Declares the total need of the job from now on (absolute, so repeating it has no effect; fewer slots than before
     * gives some back). {@link Client#onSlots} follows when the job has all of them; missing slots are given all at
     * once. A slot that is lost later is replaced without a further call, until the job declares that it needs fewer.
     */
    void declare(JobID job, Declaration declaration, Client client);

    /** Ends the job's use of slots and all callbacks. */
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

    /** A job that requests or holds slots. Every method only enqueues. */
    interface Client {
        /**
         * The job has all slots that it needs.
         *
         * @param number of the declaration that this answers
         * @param all of the job's slots, in no particular order
         */
        void onSlots(long number, List<Slot> all);

        /** The slots are not available: the message says what is missing. */
        void onSlotsUnavailable(WeftException why);

        /**
         * The executor was lost, with everything that ran or was to run on it.
         *
         * @param explained whether the cause is known by now; if not, {@link #onLossExplained} follows within a few
         *     seconds
         */
        void onExecutorLost(ExecutorId executor, FailureCause cause, boolean explained);

        /** The cluster's explanation of the end of an executor that was lost before. */
        void onLossExplained(ExecutorId executor, FailureCause cause);

        /** A message of the job's tasks, in the order in which the executor sent them. */
        void onMessage(ExecutorId executor, JobMessage message);

        /** Records and bytes that tasks of this job have read and written so far. */
        void onMetrics(ExecutorId executor, List<TaskMetrics> metrics);
    }
}
