package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutorId;

/**
 * Which slot it is, of all slots of the cluster.
 *
 * @param index 0 … slots of the executor - 1
 */
public record SlotId(ExecutorId executor, int index) {}
