/**
 * The simulated network: netty channels in memory whose bytes arrive after delays, in pieces, or not at all. The pipelines in them are
 * the engine's own.
 */
package dev.weft.simulation.network;
