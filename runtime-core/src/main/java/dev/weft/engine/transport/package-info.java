/**
 * How bytes travel between processes: the seam between the pipelines of the engine and what carries them.
 *
 * <p>Entry: {@link dev.weft.engine.transport.Transport}; TCP by netty in every process, channels in memory in a simulation.
 * Channels live on netty's event loops. May import {@code common}; knows no protocol.
 */
package dev.weft.engine.transport;
