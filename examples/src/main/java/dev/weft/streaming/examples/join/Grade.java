package dev.weft.streaming.examples.join;

/** @param time in milliseconds since the epoch */
public record Grade(String name, int grade, long time) {}
