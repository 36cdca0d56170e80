package dev.weft.program;

/** How a node may share a task with its neighbours. */
public enum Chaining {
    /** With those before and after it. */
    ALWAYS,
    /** With those after it; it starts a task. */
    HEAD,
    /** With none. */
    NEVER
}
