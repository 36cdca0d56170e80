package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.rpc.ExecutorConnection;

/**
 * A slot that is assigned to a job.
 *
 * @param executor whose slot it is
 * @param index 0 … slots of the executor - 1
 * @param host where other executors reach its data port
 * @param dataPort its data port
 * @param connection the way to the executor
 */
public record Slot(ExecutorId executor, int index, String host, int dataPort, ExecutorConnection connection) {

    public SlotId id() {
        return new SlotId(executor, index);
    }

    /** Host and data port, for users. */
    String endpoint() {
        return host + ":" + dataPort;
    }
}
