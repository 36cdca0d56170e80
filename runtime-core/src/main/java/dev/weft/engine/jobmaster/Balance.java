package dev.weft.engine.jobmaster;

/** Placement policy: how a job's slots are spread over executors. */
public enum Balance {
    /** Few executors: neighbours talk without a network. */
    FILL,
    /** As many executors as there are: each has the same load. */
    SPREAD
}
