/**
 * Tries to break operators: {@link dev.weft.streaming.testing.OperatorTrial} saves and restores an operator between any two
 * elements, changes its parallelism on the way, and compares what comes out with an undisturbed run.
 */
package dev.weft.streaming.testing;
