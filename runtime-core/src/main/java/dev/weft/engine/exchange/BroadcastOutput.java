package dev.weft.engine.exchange;

/** Broadcast partitioner: every record to every channel. */
final class BroadcastOutput extends Output {

    BroadcastOutput(OutputChannel[] channels) {
        super(channels);
    }

    @Override
    public void record(Object value, long timestamp) {
        for (OutputChannel channel : channels) {
            channel.add(value, timestamp, 0);
        }
    }
}
