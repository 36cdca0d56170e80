/**
 * Deterministic scheduler of a simulation, and the simulated clock, event loops, task threads and I/O threads that the
 * engine gets. Everything that happens is a step of an actor; the seed chooses the next actor, and exactly one thread
 * runs.
 */
package dev.weft.simulation.kernel;
