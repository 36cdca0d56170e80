package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;

/**
 * Identity of a channel: from one producing attempt to one consuming attempt. Both ends compute the same id from the
 * job's topology, so it need not be distributed.
 *
 * @param job the job
 * @param producer the producing attempt
 * @param output index of the producer's output
 * @param consumer the consuming attempt
 */
record ChannelId(JobID job, ExecutionAttemptId producer, int output, ExecutionAttemptId consumer) {

    @Override
    public String toString() {
        return producer + " output " + output + " to " + consumer;
    }
}
