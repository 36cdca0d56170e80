/**
 * Transport layer between processes: the interface between the engine's netty pipelines and TCP or a simulated network.
 *
 * <p>Entry: {@link dev.weft.engine.transport.Transport}; TCP by netty in every process, channels in memory in a simulation.
 * Channels live on netty's event loops. May import {@code common}; knows no protocol.
 */
package dev.weft.engine.transport;
