package dev.weft.program;

/** Chaining strategy of a node: whether it may share a task with its neighbours. */
public enum Chaining {
    /** With those before and after it. */
    ALWAYS,
    /** With those after it; it starts a task. */
    HEAD,
    /** With none. */
    NEVER
}
