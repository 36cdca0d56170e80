package dev.weft.engine.graph;

/** The number of key groups of an operator for which none is given. */
final class MaxParallelism {

    static final int LIMIT = 1 << 15;
    private static final int LEAST = 1 << 7;

    private MaxParallelism() {}

    /**
     * One and a half times the parallelism, rounded up to a power of two, at least 128 and at most 32768: room to grow
     * without another number of key groups. Existing jobs rely on this rule, it never changes.
     */
    static int derivedFrom(int parallelism) {
        long wanted = parallelism + (parallelism >> 1);
        long power = wanted <= 1 ? 1 : Long.highestOneBit(wanted - 1) << 1;
        return (int) Math.max(LEAST, Math.min(LIMIT, power));
    }
}
