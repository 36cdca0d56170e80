package dev.weft.engine.exchange;

import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.types.KeyGroups;
import dev.weft.engine.types.KeyHasher;

/** Each record to the owner of its key's group. The hash is computed here, once, and travels with the record. */
final class HashOutput extends Output {

    private final KeySelector<Object, Object> selector;
    private final KeyHasher hasher;
    private final OutputChannel[] channelOfGroup;
    private final int maxParallelism;
    private final String name;

    /** @param name names this output in the message of a failing key selector */
    HashOutput(
            OutputChannel[] channels,
            KeySelector<Object, Object> selector,
            KeyHasher hasher,
            int maxParallelism,
            String name) {
        super(channels);
        this.selector = selector;
        this.hasher = hasher;
        this.maxParallelism = maxParallelism;
        this.name = name;
        channelOfGroup = new OutputChannel[maxParallelism];
        for (int group = 0; group < maxParallelism; group++) {
            channelOfGroup[group] = channels[KeyGroups.subtaskOf(group, channels.length, maxParallelism)];
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        int hash;
        try {
            hash = hasher.hash(selector.getKey(value));
        } catch (Throwable t) {
            throw new UserCodeFailure(name, t);
        }
        channelOfGroup[KeyGroups.groupOf(hash, maxParallelism)].add(value, timestamp, hash);
    }
}
