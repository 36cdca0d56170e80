/**
 * Programs that are run in simulations, and what they must give. A program's records are a pure function of its settings; the expected
 * output is computed from that function alone, with nothing of the engine.
 */
package dev.weft.simulation.workload;
