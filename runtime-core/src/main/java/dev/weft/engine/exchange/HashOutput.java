package dev.weft.engine.exchange;

import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.types.KeyGroups;
import dev.weft.engine.types.KeyHasher;

/**
 * Hash partitioner: each record to the subtask that owns the key group of its key. The key's hash is computed here,
 * once, and sent with the record.
 */
final class HashOutput extends Output {

    /** Limit of characters of a record in an error message. */
    private static final int LONGEST = 200;

    private final KeySelector<Object, Object> selector;
    private final KeyHasher hasher;
    private final OutputChannel[] channelOfGroup;
    private final int maxParallelism;
    private final String name;
    private final String consumer;

    /**
     * @param name names this output in the message of a failing key selector
     * @param consumer names what the records go to
     */
    HashOutput(
            OutputChannel[] channels,
            KeySelector<Object, Object> selector,
            KeyHasher hasher,
            int maxParallelism,
            String name,
            String consumer) {
        super(channels);
        this.selector = selector;
        this.hasher = hasher;
        this.maxParallelism = maxParallelism;
        this.name = name;
        this.consumer = consumer;
        channelOfGroup = new OutputChannel[maxParallelism];
        for (int group = 0; group < maxParallelism; group++) {
            channelOfGroup[group] = channels[KeyGroups.subtaskOf(group, channels.length, maxParallelism)];
        }
    }

    @Override
    public void record(Object value, long timestamp) {
        int hash;
        try {
            Object key = selector.getKey(value);
            if (key == null) {
                throw nullKey(value);
            }
            hash = hasher.hash(key);
        } catch (Throwable t) {
            throw new UserCodeFailure(name, t);
        }
        channelOfGroup[KeyGroups.groupOf(hash, maxParallelism)].add(value, timestamp, hash);
    }

    private NullPointerException nullKey(Object value) {
        return new NullPointerException("the key selector of the keyBy before '" + consumer
                + "' returned null for the record " + shortened(value)
                + "; a key must not be null: filter such records out or give them a key");
    }

    /** The text of a value on one line, truncated. */
    private static String shortened(Object value) {
        String text = String.valueOf(value).replaceAll("\\s+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + " ...";
    }
}
