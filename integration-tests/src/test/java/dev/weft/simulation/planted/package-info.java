/**
 * Faults of the engine that are planted to see whether simulations find them: the bytecode of a class is changed while it is loaded into a
 * worker of {@code simulate --planted}. The engine's own code has no hook for that.
 */
package dev.weft.simulation.planted;
