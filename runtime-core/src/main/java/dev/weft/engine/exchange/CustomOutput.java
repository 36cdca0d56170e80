package dev.weft.engine.exchange;

import dev.weft.api.common.functions.Partitioner;
import dev.weft.api.java.functions.KeySelector;

/** Custom partitioner: each record to the channel that the user's partitioner chooses. */
final class CustomOutput extends Output {

    private final KeySelector<Object, Object> selector;
    private final Partitioner<Object> partitioner;
    private final String name;

    /** @param name names this output in the message of a failing partitioner */
    CustomOutput(
            OutputChannel[] channels,
            KeySelector<Object, Object> selector,
            Partitioner<Object> partitioner,
            String name) {
        super(channels);
        this.selector = selector;
        this.partitioner = partitioner;
        this.name = name;
    }

    @Override
    public void record(Object value, long timestamp) {
        int chosen;
        try {
            chosen = partitioner.partition(selector.getKey(value), channels.length);
            if (chosen < 0 || chosen >= channels.length) {
                throw new IllegalArgumentException(
                        "the partitioner " + partitioner.getClass().getName() + " returned " + chosen
                                + "; it must return 0 … " + (channels.length - 1));
            }
        } catch (Throwable t) {
            throw new UserCodeFailure(name, t);
        }
        channels[chosen].add(value, timestamp, 0);
    }
}
