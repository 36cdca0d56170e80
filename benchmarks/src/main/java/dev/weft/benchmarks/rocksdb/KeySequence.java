package dev.weft.benchmarks.rocksdb;

/** A reproducible sequence of keys: uniform, or from a Zipf distribution with the ranks scattered over the keys. */
final class KeySequence {

    private final long keys;
    private final double exponent;
    private long state;

    /** @param exponent of Zipf's law, below 1; 0 for uniform */
    KeySequence(long keys, double exponent, long seed) {
        this.keys = keys;
        this.exponent = exponent;
        this.state = seed;
    }

    long next() {
        state += 0x9E3779B97F4A7C15L;
        double uniform = (mixed(state) >>> 11) * 0x1.0p-53;
        if (exponent == 0) {
            return (long) (uniform * keys);
        }
        double power = 1 - exponent;
        long rank = (long) Math.pow(uniform * (Math.pow(keys, power) - 1) + 1, 1 / power);
        return (rank * 0x9E3779B97F4A7C15L >>> 1) % keys;
    }

    private static long mixed(long from) {
        long z = from;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
