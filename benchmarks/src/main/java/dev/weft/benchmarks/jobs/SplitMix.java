package dev.weft.benchmarks.jobs;

/** The SplitMix64 generator as a random-access function: the n-th number without the ones before it. */
public final class SplitMix {

    private SplitMix() {}

    public static long at(long index) {
        return mix((index + 1) * 0x9e3779b97f4a7c15L);
    }

    public static long mix(long z) {
        long a = (z ^ z >>> 30) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ a >>> 27) * 0x94d049bb133111ebL;
        return b ^ b >>> 31;
    }

    /** Maps a random number to {@code [0, bound)}. */
    public static long below(long random, long bound) {
        return Math.multiplyHigh(random >>> 1, bound << 1);
    }
}
