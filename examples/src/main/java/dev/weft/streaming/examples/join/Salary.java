package dev.weft.streaming.examples.join;

/** @param time in milliseconds since the epoch */
public record Salary(String name, int salary, long time) {}
