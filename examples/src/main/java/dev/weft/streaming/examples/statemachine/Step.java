package dev.weft.streaming.examples.statemachine;

/** What a connection can do. */
public enum Step {
    OPEN,
    ACCEPT,
    REFUSE,
    SEND,
    CLOSE,
    CONFIRM
}
