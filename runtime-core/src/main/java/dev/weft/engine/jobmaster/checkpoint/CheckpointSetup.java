package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateRecoveryOptions;
import dev.weft.core.execution.RestoreMode;
import dev.weft.engine.checkpoint.CheckpointSettings;
import dev.weft.engine.graph.JobGraph;
import java.util.Optional;

/**
 * What a job wants of its checkpoints.
 *
 * @param graph the job
 * @param settings how it takes them
 * @param from the state that it was submitted to go on from
 */
public record CheckpointSetup(JobGraph graph, CheckpointSettings settings, Optional<From> from) {

    /**
     * A checkpoint or savepoint of another run.
     *
     * @param address as its user gave it
     * @param mayLeaveState whether state of operators that the job does not have is left behind
     * @param mode whether it becomes the job's own, which deletes it like its other checkpoints, and whether these may name its
     *     files
     */
    public record From(String address, boolean mayLeaveState, RestoreMode mode) {

        private static final String METADATA = "/_metadata";

        /** Of its files, also when the address is that of its metadata. */
        String directory() {
            return address.endsWith(METADATA) ? address.substring(0, address.length() - METADATA.length()) : address;
        }
    }

    /**
     * As the job's configuration says.
     *
     * @throws dev.weft.engine.common.WeftException INVALID_CONFIGURATION when its settings make no sense
     */
    public static CheckpointSetup of(JobGraph graph, ReadableConfig job) {
        return new CheckpointSetup(
                graph,
                CheckpointSettings.of(job),
                job.getOptional(StateRecoveryOptions.SAVEPOINT_PATH)
                        .map(address -> new From(
                                address,
                                job.get(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE),
                                job.get(StateRecoveryOptions.RESTORE_MODE))));
    }
}
