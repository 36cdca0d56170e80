package dev.weft.simulation.network;

import dev.weft.simulation.kernel.Rng;

/** The network path from one host to another: how long bytes take, and whether they arrive at all. */
final class SimLink {

    private final Rng random;
    private final long delayNs;
    private boolean cut;

    SimLink(Rng random, long delayNs) {
        this.random = random;
        this.delayNs = delayNs;
    }

    long delayNs() {
        return delayNs + random.between(0, delayNs / 2);
    }

    boolean isCut() {
        return cut;
    }

    void cut(boolean now) {
        cut = now;
    }
}
