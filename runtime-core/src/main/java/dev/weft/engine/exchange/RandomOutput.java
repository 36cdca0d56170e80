package dev.weft.engine.exchange;

/** Shuffle partitioner: each record to a channel chosen uniformly at random. */
final class RandomOutput extends Output {

    private long state;

    RandomOutput(OutputChannel[] channels, long seed) {
        super(channels);
        state = seed;
    }

    @Override
    public void record(Object value, long timestamp) {
        state += 0x9e3779b97f4a7c15L;
        long mixed = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        int bits = (int) ((mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL >>> 33);
        channels[(int) ((long) bits * channels.length >>> 31)].add(value, timestamp, 0);
    }
}
