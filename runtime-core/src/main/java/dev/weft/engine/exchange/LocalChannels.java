package dev.weft.engine.exchange;

import dev.weft.api.common.JobID;
import java.util.concurrent.ConcurrentHashMap;

/** The channels between tasks of this executor, made by whichever end asks first. Safe from any thread. */
final class LocalChannels {

    private final ConcurrentHashMap<ChannelId, LocalChannel> channels = new ConcurrentHashMap<>();

    LocalChannel channel(ChannelId id) {
        return channels.computeIfAbsent(id, k -> new LocalChannel(k, () -> channels.remove(k)));
    }

    void releaseJob(JobID job) {
        channels.forEach((id, channel) -> {
            if (id.job().equals(job)) {
                channel.closeProducer();
                channel.closeConsumer();
            }
        });
    }

    int size() {
        return channels.size();
    }
}
