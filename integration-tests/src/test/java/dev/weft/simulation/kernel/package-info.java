/**
 * The scheduler of a simulation and what it gives to the engine in place of the machine: time, event loops, task threads and I/O
 * threads. Everything that happens is a step of one actor; the seed chooses which actor is next, and exactly one thread runs.
 */
package dev.weft.simulation.kernel;
