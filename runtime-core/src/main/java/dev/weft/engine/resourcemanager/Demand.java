package dev.weft.engine.resourcemanager;

import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;

/** Computes the number of workers to request from the cluster. Pure. */
final class Demand {

    private Demand() {}

    /**
     * The workers for so many slots. Jobs of one cluster share workers, so that only the last worker may have slots that
     * nobody wants.
     */
    static int workersFor(int slots, WorkerSpec spec) {
        return (slots + spec.slots() - 1) / spec.slots();
    }

    /**
     * What to declare: what the jobs need, and workers that run idle but not yet long enough to be given back.
     *
     * @param needed workers for all slots that jobs require
     * @param kept registered workers that work or are kept for the next job
     */
    static int declared(int needed, int kept) {
        return Math.max(needed, kept);
    }
}
