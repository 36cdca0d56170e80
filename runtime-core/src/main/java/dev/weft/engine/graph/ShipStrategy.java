package dev.weft.engine.graph;

import dev.weft.program.Partitioning;

/** How the records of a producer's subtasks reach a consumer's subtasks. */
public enum ShipStrategy {
    /** Subtask i to subtask i; equal parallelism. */
    FORWARD(true),
    /** Round robin over the few consumer subtasks that belong to this producer subtask. */
    RESCALE(true),
    /** Round robin over all. */
    REBALANCE(false),
    /** Uniformly at random over all. */
    SHUFFLE(false),
    /** To every one. */
    BROADCAST(false),
    /** To subtask 0. */
    GLOBAL(false),
    /** By the key group of the record's key. */
    HASH(false),
    /** By the user's partitioner. */
    CUSTOM(false);

    private final boolean pointwise;

    ShipStrategy(boolean pointwise) {
        this.pointwise = pointwise;
    }

    /** Whether a subtask is connected to only its share of the other side instead of to all of it. */
    public boolean pointwise() {
        return pointwise;
    }

    /** The strategy that the program's partitioning asks for. */
    static ShipStrategy of(Partitioning partitioning) {
        if (partitioning.isForward()) {
            return FORWARD;
        } else if (partitioning instanceof Partitioning.Rebalance) {
            return REBALANCE;
        } else if (partitioning instanceof Partitioning.Rescale) {
            return RESCALE;
        } else if (partitioning instanceof Partitioning.Shuffle) {
            return SHUFFLE;
        } else if (partitioning instanceof Partitioning.Broadcast) {
            return BROADCAST;
        } else if (partitioning instanceof Partitioning.Global) {
            return GLOBAL;
        } else if (partitioning instanceof Partitioning.KeyGroups) {
            return HASH;
        }
        return CUSTOM;
    }
}
