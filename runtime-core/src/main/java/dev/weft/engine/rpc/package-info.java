/**
 * Connections between the JobManager and its TaskExecutors: proof of the application's secret, framing, order.
 *
 * <p>Entries: {@link dev.weft.engine.rpc.ControlServer} on the JobManager's side, {@link dev.weft.engine.rpc.ControlClient}
 * on the executor's; {@link dev.weft.engine.rpc.PeerProof} guards any netty channel, also those of the data plane. Each
 * entry has one network thread; listeners are called on it and only enqueue. May import {@code common},
 * {@code protocol} and {@code transport}; knows nothing of what the messages mean, except that the first one registers.
 */
package dev.weft.engine.rpc;
