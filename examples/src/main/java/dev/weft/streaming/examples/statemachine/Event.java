package dev.weft.streaming.examples.statemachine;

/**
 * Something that happened on a connection.
 *
 * @param address whose connection
 */
public record Event(int address, Step step) {}
