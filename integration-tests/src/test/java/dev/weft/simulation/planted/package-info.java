/**
 * Mutation testing of the simulation: faults are planted in the engine to see whether simulations find them. The
 * bytecode of a class is changed while it is loaded into a worker of {@code simulate --planted}; the engine's own code
 * has no hook for that.
 */
package dev.weft.simulation.planted;
