package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;

/**
 * The records from one task to one other. Both ends compute the same id from the job's shape, so nobody has to hand it
 * out.
 *
 * @param job the job
 * @param producer the producing attempt
 * @param output index of the producer's output
 * @param consumer subtask of the consuming vertex
 */
record ChannelId(JobID job, ExecutionAttemptId producer, int output, int consumer) {

    @Override
    public String toString() {
        return producer + " output " + output + " to subtask " + consumer;
    }
}
