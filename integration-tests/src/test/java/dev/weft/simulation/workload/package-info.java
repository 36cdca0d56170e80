/**
 * Programs that simulations run, and their expected output. A program's records are a pure function of its settings;
 * the expected output is computed from that function alone, without the engine.
 */
package dev.weft.simulation.workload;
