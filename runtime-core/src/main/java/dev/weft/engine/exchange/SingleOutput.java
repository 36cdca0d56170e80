package dev.weft.engine.exchange;

/** Everything to one channel: forward, global, and every strategy with a single consumer except keyed ones. */
final class SingleOutput extends Output {

    private final OutputChannel only;

    SingleOutput(OutputChannel[] channels, int chosen) {
        super(channels);
        only = channels[chosen];
    }

    @Override
    public void record(Object value, long timestamp) {
        only.add(value, timestamp, 0);
    }
}
