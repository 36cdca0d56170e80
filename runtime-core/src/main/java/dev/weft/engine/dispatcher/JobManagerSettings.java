package dev.weft.engine.dispatcher;

import dev.weft.engine.resourcemanager.ResourceSettings;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.transport.BindAddress;

/**
 * What a JobManager goes by.
 *
 * @param control where it listens for executors; the advertised address is the business of who launches them
 * @param rpc limits of control connections
 * @param resources epoch, kind of worker, deadlines
 */
public record JobManagerSettings(BindAddress control, RpcSettings rpc, ResourceSettings resources) {}
