package dev.weft.engine.protocol;

/**
 * What the snapshot of one subtask took.
 *
 * @param startDelayMs from the trigger until the first barrier arrived
 * @param alignmentMs from the first barrier until the last one
 * @param syncMs how long the task processed nothing for its snapshot
 * @param asyncMs how long the snapshot was written meanwhile
 * @param stateBytes size of the whole state
 * @param storedBytes bytes that were written for this checkpoint
 * @param processedBytes bytes that were processed during the alignment
 * @param inFlightBytes records that the barrier overtook, as they were stored
 * @param unaligned whether the barrier overtook records
 */
public record CheckpointTimings(
        long startDelayMs,
        long alignmentMs,
        long syncMs,
        long asyncMs,
        long stateBytes,
        long storedBytes,
        long processedBytes,
        long inFlightBytes,
        boolean unaligned) {}
