package dev.weft.streaming.api.operators;

/** Whether an operator may share a task with its neighbours. */
public enum ChainingStrategy {
    /** With those before and after it. */
    ALWAYS,
    /** With none. */
    NEVER,
    /** With those after it; it starts a task. */
    HEAD,
    /** As {@link #HEAD}; sources are tasks of their own here. */
    HEAD_WITH_SOURCES;

    public static final ChainingStrategy DEFAULT_CHAINING_STRATEGY = ALWAYS;
}
