package dev.weft.engine.graph;

/** Default of the max parallelism, which is the number of key groups. */
final class MaxParallelism {

    static final int LIMIT = 1 << 15;
    private static final int LEAST = 1 << 7;

    private MaxParallelism() {}

    /**
     * One and a half times the parallelism, rounded up to a power of two, at least 128 and at most 32768. This leaves
     * room for rescaling. The rule must never change, because the state of existing jobs depends on it.
     */
    static int derivedFrom(int parallelism) {
        long wanted = parallelism + (parallelism >> 1);
        long power = wanted <= 1 ? 1 : Long.highestOneBit(wanted - 1) << 1;
        return (int) Math.max(LEAST, Math.min(LIMIT, power));
    }
}
