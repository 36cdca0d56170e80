package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutorId;

/**
 * Cluster-wide identity of a slot.
 *
 * @param index 0 … slots of the executor - 1
 */
public record SlotId(ExecutorId executor, int index) {}
