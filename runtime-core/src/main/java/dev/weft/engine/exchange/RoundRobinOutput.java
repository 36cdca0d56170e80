package dev.weft.engine.exchange;

/** Rebalance and rescale partitioner: channels in turn. Producers start at different channels. */
final class RoundRobinOutput extends Output {

    private int next;

    RoundRobinOutput(OutputChannel[] channels, int subtask) {
        super(channels);
        next = subtask % channels.length;
    }

    @Override
    public void record(Object value, long timestamp) {
        int chosen = next;
        next = chosen + 1 == channels.length ? 0 : chosen + 1;
        channels[chosen].add(value, timestamp, 0);
    }
}
