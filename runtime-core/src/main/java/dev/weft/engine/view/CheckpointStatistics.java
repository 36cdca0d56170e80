package dev.weft.engine.view;

import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointTimings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a job's checkpoints.
 *
 * @param restored how often tasks went on from one
 * @param completed how many are complete, in total
 * @param failed how many were given up, in total
 * @param recent the latest first, with those under way; the oldest are forgotten
 * @param latestCompleted the latest complete checkpoint
 * @param latestSavepoint the latest complete savepoint
 * @param latestFailed the latest that was given up
 * @param latestRestored the latest that tasks went on from
 */
public record CheckpointStatistics(
        long restored,
        long completed,
        long failed,
        List<Checkpoint> recent,
        Optional<Checkpoint> latestCompleted,
        Optional<Checkpoint> latestSavepoint,
        Optional<Checkpoint> latestFailed,
        Optional<Restored> latestRestored) {

    /** No checkpoints. */
    public static final CheckpointStatistics NONE = new CheckpointStatistics(
            0, 0, 0, List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public CheckpointStatistics {
        recent = List.copyOf(recent);
    }

    /** How many are under way. */
    public long inProgress() {
        return recent.stream()
                .filter(each -> each.status() == Status.IN_PROGRESS)
                .count();
    }

    /** What has become of a checkpoint. */
    public enum Status {
        IN_PROGRESS,
        COMPLETED,
        FAILED
    }

    /**
     * One checkpoint or savepoint.
     *
     * @param kind what is written
     * @param triggeredMs epoch milliseconds
     * @param endedMs when it was complete or given up, epoch milliseconds
     * @param subtasks how many have to acknowledge; 0 until they are triggered
     * @param parts what each subtask that has acknowledged took
     * @param address by which it is restored; empty until it is complete, or when it is stored nowhere else
     * @param failure why it was given up; empty when it was not
     */
    public record Checkpoint(
            long id,
            Kind kind,
            Status status,
            long triggeredMs,
            OptionalLong endedMs,
            int subtasks,
            Map<SubtaskId, Part> parts,
            String address,
            String failure) {

        public Checkpoint {
            parts = Map.copyOf(parts);
        }

        /** Size of the whole state in bytes. */
        public long stateBytes() {
            return parts.values().stream()
                    .mapToLong(part -> part.timings().stateBytes())
                    .sum();
        }

        /** Bytes written for this checkpoint. */
        public long storedBytes() {
            return parts.values().stream()
                    .mapToLong(part -> part.timings().storedBytes())
                    .sum();
        }
    }

    /**
     * The part of one subtask.
     *
     * @param acknowledgedMs epoch milliseconds
     */
    public record Part(CheckpointTimings timings, long acknowledgedMs) {}

    /**
     * @param atMs when tasks were deployed with it, epoch milliseconds
     * @param address empty when it is stored nowhere else
     */
    public record Restored(long checkpointId, boolean savepoint, long atMs, String address) {}
}
