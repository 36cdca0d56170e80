package dev.weft.simulation.kernel;

import java.util.List;

/**
 * Seeded pseudo-random generator (SplitMix64). Every random choice of a simulation comes from one of these, in a
 * reproducible order.
 */
public final class Rng {

    private long state;

    public Rng(long seed) {
        state = seed;
    }

    public long nextLong() {
        state += 0x9e3779b97f4a7c15L;
        long z = state;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /** 0 … bound - 1. */
    public int below(int bound) {
        return (int) Long.remainderUnsigned(nextLong(), bound);
    }

    /** From … to, both included. */
    public long between(long from, long to) {
        return from + Long.remainderUnsigned(nextLong(), to - from + 1);
    }

    public int between(int from, int to) {
        return (int) between((long) from, (long) to);
    }

    /** True in so many of a thousand cases. */
    public boolean permille(int chance) {
        return below(1000) < chance;
    }

    public boolean coin() {
        return (nextLong() & 1) == 0;
    }

    public <T> T oneOf(List<T> items) {
        return items.get(below(items.size()));
    }

    /** Another source that does not influence this one any more. */
    public Rng fork() {
        return new Rng(nextLong());
    }
}
