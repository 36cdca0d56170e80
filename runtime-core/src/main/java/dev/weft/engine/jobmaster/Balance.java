package dev.weft.engine.jobmaster;

/** How a job's slots are spread over executors when there is a choice. */
public enum Balance {
    /** Few executors: neighbours talk without a network. */
    FILL,
    /** As many executors as there are: each has the same load. */
    SPREAD
}
