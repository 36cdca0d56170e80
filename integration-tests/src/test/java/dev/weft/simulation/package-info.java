/**
 * Deterministic simulation: a whole cluster in one JVM, real JobManager, executors, tasks and exchanges over a simulated YARN, network,
 * file system and clock. One seed decides everything; a run with the same seed is the same run.
 *
 * <p>Entry: {@link dev.weft.simulation.Main}; see docs/simulation.md.
 */
package dev.weft.simulation;
