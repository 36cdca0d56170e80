package dev.weft.benchmarks.jobs;

/** The keys of W6 and W7 by the index of the record: uniform, or by Zipf's law. */
public final class Keys {

    private final long keys;
    private final Zipf zipf;

    /** @param exponent of Zipf's law, 0 for uniform */
    public Keys(long keys, double exponent) {
        this.keys = keys;
        this.zipf = exponent > 0 ? new Zipf((int) keys, exponent) : null;
    }

    public long at(long index) {
        long random = SplitMix.at(index);
        // Ranks are scattered, so that frequent keys do not lie together.
        return zipf == null ? SplitMix.below(random, keys) : zipf.sample(random) * 0x9e3779b1L % keys;
    }
}
