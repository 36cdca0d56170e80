package dev.weft.engine.dispatcher;

import dev.weft.engine.resourcemanager.ResourceSettings;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.transport.BindAddress;

/**
 * Settings of a JobManager.
 *
 * @param control where it listens for executors; the launcher of the executors decides which address it advertises to
 *     them
 * @param rpc limits of control connections
 * @param resources epoch, kind of worker, deadlines
 */
public record JobManagerSettings(BindAddress control, RpcSettings rpc, ResourceSettings resources) {}
