package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.VertexOperator;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Fits the state of a checkpoint or savepoint to a job that is submitted to go on from it. State is matched by operator
 * id. Pure.
 */
final class Restore {

    private Restore() {}

    /**
     * The job with the numbers of key groups that its restored state has, where the program leaves them open.
     *
     * @param address of the checkpoint, for messages
     * @param mayLeaveState whether state of operators that the job does not have is left behind
     * @throws WeftException INVALID_CONFIGURATION when state has no operator, or cannot be divided as the job needs it
     */
    static JobGraph fit(JobGraph graph, CheckpointMetadata checkpoint, String address, boolean mayLeaveState) {
        refusePartsOfSourceFunctions(graph, checkpoint, address);
        Map<OperatorId, OperatorCheckpoint> unclaimed = new LinkedHashMap<>();
        checkpoint.operators().stream()
                .filter(Restore::hasState)
                .forEach(operator -> unclaimed.put(operator.id(), operator));
        List<JobVertex> fitted = new ArrayList<>();
        for (JobVertex vertex : graph.vertices()) {
            JobVertex fit = vertex;
            for (VertexOperator operator : vertex.operators()) {
                OperatorCheckpoint state = unclaimed.remove(operator.id());
                if (state != null && isKeyed(state)) {
                    fit = fit(fit, fit != vertex, operator, state, address);
                }
            }
            fitted.add(fit);
        }
        if (!unclaimed.isEmpty() && !mayLeaveState) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "the state at " + address + " has operators that the job does not have: "
                            + String.join(
                                    ", ",
                                    unclaimed.values().stream()
                                            .map(Restore::describe)
                                            .toList())
                            + "; give the operators of the job the same uids, or leave this state behind"
                            + " (--allowNonRestoredState, execution.state-recovery.ignore-unclaimed-state)");
        }
        return new JobGraph(graph.jobId(), graph.name(), graph.batch(), graph.configuration(), fitted, graph.edges());
    }

    /**
     * An instance that had ended has left no state, and a source function begins where its state says: another number of
     * instances would emit again what the ended ones have emitted. Other sources ask their enumerators, which know.
     */
    private static void refusePartsOfSourceFunctions(JobGraph graph, CheckpointMetadata checkpoint, String address) {
        for (OperatorCheckpoint operator : checkpoint.operators()) {
            long ended = operator.instances().values().stream()
                    .filter(InstanceCheckpoint::ended)
                    .count();
            boolean partly = ended > 0 && ended < operator.parallelism();
            for (JobVertex vertex : partly ? graph.vertices() : List.<JobVertex>of()) {
                if (vertex.parallelism() != operator.parallelism() && isSourceFunction(graph, vertex, operator.id())) {
                    throw new WeftException(
                            ErrorCode.INVALID_CONFIGURATION,
                            "source '" + operator.name() + "' had ended in " + ended + " of " + operator.parallelism()
                                    + " instances at " + address + "; go on with parallelism " + operator.parallelism()
                                    + ": with another one it is not known what these have emitted");
                }
            }
        }
    }

    private static boolean isSourceFunction(JobGraph graph, JobVertex vertex, OperatorId operator) {
        return vertex.operators().get(0).id().equals(operator)
                && vertex.coordinators().isEmpty()
                && graph.edges().stream().noneMatch(edge -> edge.consumer().equals(vertex.id()));
    }

    private static boolean hasState(OperatorCheckpoint operator) {
        return operator.coordinator().isPresent()
                || operator.instances().values().stream()
                        .anyMatch(instance -> !instance.pieces().keyed().isEmpty()
                                || !instance.pieces().unkeyed().isEmpty());
    }

    private static boolean isKeyed(OperatorCheckpoint operator) {
        return operator.instances().values().stream()
                .anyMatch(instance -> !instance.pieces().keyed().isEmpty());
    }

    /** @param fitted whether state of another operator of the vertex has decided its number of key groups */
    private static JobVertex fit(
            JobVertex vertex, boolean fitted, VertexOperator operator, OperatorCheckpoint state, String address) {
        int groups = state.maxParallelism();
        if (groups == vertex.maxParallelism()) {
            return vertex;
        }
        if (fitted || vertex.operators().stream().anyMatch(VertexOperator::maxParallelismGiven)) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "operator '" + operator.name() + "' has max parallelism " + vertex.maxParallelism()
                            + ", but its state at " + address + " has max parallelism " + groups
                            + "; set it to " + groups + ": keyed state keeps the number that it was written with");
        }
        if (groups < vertex.parallelism()) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "operator '" + operator.name() + "' has parallelism " + vertex.parallelism()
                            + ", but its state at " + address + " has max parallelism " + groups
                            + "; lower the parallelism: keyed state keeps the number that it was written with");
        }
        return new JobVertex(
                vertex.id(),
                vertex.name(),
                vertex.parallelism(),
                groups,
                vertex.slotSharingGroup(),
                vertex.operators(),
                vertex.chain(),
                vertex.coordinators(),
                vertex.commits());
    }

    private static String describe(OperatorCheckpoint operator) {
        return operator.name().isEmpty()
                ? operator.id().hex()
                : "'" + operator.name() + "' (" + operator.id().hex() + ")";
    }
}
