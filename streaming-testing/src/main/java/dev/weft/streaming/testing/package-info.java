/**
 * Restart tests: {@link dev.weft.streaming.testing.OperatorRestartTester} saves and restores an operator between any two
 * elements, changes its parallelism on the way, and compares its output with that of an uninterrupted run.
 */
package dev.weft.streaming.testing;
