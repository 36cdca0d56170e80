package dev.weft.engine.graph;

import dev.weft.engine.common.OperatorId;

/**
 * One operator of a {@link JobVertex}, as far as the JobMaster knows it: what the state in a checkpoint is assigned to
 * and checked against.
 *
 * @param id by which its state is found again
 * @param name what users see
 * @param mayKeepState false when it certainly keeps none; which states a function registers is known to its tasks only
 * @param maxParallelism number of key groups that its keyed state is divided into, 1 … 32768
 * @param maxParallelismGiven whether the program says that number; a derived one gives way to that of restored state
 * @param strategy in which of several ways it runs and why, for users; empty where there is only one
 */
public record VertexOperator(
        OperatorId id,
        String name,
        boolean mayKeepState,
        int maxParallelism,
        boolean maxParallelismGiven,
        String strategy) {}
