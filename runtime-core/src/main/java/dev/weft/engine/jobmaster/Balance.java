package dev.weft.engine.jobmaster;

/** Placement policy: how a job's slots are spread over executors. */
public enum Balance {
    /** Fill executors one by one: few executors, and neighbouring tasks exchange records without a network. */
    FILL,
    /** Spread evenly over all executors. */
    SPREAD
}
