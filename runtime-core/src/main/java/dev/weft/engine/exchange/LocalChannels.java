package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** The channels between tasks of this executor, created by whichever end asks first. Thread-safe. */
final class LocalChannels {

    private final ConcurrentHashMap<ChannelId, LocalChannel> channels = new ConcurrentHashMap<>();

    LocalChannel channel(ChannelId id) {
        return channels.computeIfAbsent(id, k -> new LocalChannel(k, () -> channels.remove(k)));
    }

    void releaseJob(JobID job) {
        release(id -> id.job().equals(job));
    }

    /** Drops the channels of which an end is none of the current attempts. */
    void releaseFormer(JobID job, Predicate<ExecutionAttemptId> current) {
        release(id -> id.job().equals(job) && !(current.test(id.producer()) && current.test(id.consumer())));
    }

    private void release(Predicate<ChannelId> which) {
        channels.forEach((id, channel) -> {
            if (which.test(id)) {
                channel.closeProducer();
                channel.closeConsumer();
            }
        });
    }

    int size() {
        return channels.size();
    }
}
