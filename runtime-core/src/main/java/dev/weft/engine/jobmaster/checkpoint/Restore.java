package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.graph.ShipStrategy;
import dev.weft.engine.graph.VertexOperator;
import dev.weft.engine.state.InFlightPiece;
import dev.weft.engine.state.Redistribution;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

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
                if (state != null) {
                    checkInFlight(graph, vertex, operator, state, address);
                }
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
                            + named(List.copyOf(unclaimed.values()))
                            + "; give the operators of the job the same uids, or leave this state behind"
                            + " (--allowNonRestoredState, execution.state-recovery.ignore-unclaimed-state)");
        }
        return new JobGraph(graph.jobId(), graph.name(), graph.batch(), graph.configuration(), fitted, graph.edges());
    }

    /** One line for people: the operators that get their state, the state that nobody takes, and who begins without any. */
    static String describe(JobGraph graph, CheckpointMetadata checkpoint) {
        Set<OperatorId> known = new HashSet<>();
        graph.vertices().forEach(vertex -> vertex.operators().forEach(operator -> known.add(operator.id())));
        Map<Boolean, List<OperatorCheckpoint>> taken = checkpoint.operators().stream()
                .filter(Restore::hasState)
                .collect(Collectors.partitioningBy(operator -> known.contains(operator.id())));
        taken.get(true).forEach(operator -> known.remove(operator.id()));
        List<String> empty = graph.vertices().stream()
                .flatMap(vertex -> vertex.operators().stream())
                .filter(operator -> operator.mayKeepState() && known.contains(operator.id()))
                .map(operator -> "'" + operator.name() + "' (" + operator.id().hex() + ")")
                .toList();
        return "restored: " + named(taken.get(true)) + "; left behind: " + named(taken.get(false))
                + "; without state there: " + (empty.isEmpty() ? "none" : String.join(", ", empty));
    }

    private static String named(List<OperatorCheckpoint> operators) {
        return operators.isEmpty()
                ? "none"
                : operators.stream().map(Restore::describe).collect(Collectors.joining(", "));
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
                        .anyMatch(instance -> !instance.pieces().isEmpty());
    }

    /** Records in flight need the inputs that they were sent to; some of them also the same parallelism. */
    private static void checkInFlight(
            JobGraph graph, JobVertex vertex, VertexOperator operator, OperatorCheckpoint state, String address) {
        List<JobEdge> inputs = vertex.operators().get(0).equals(operator) ? graph.inputsOf(vertex.id()) : List.of();
        state.instances().values().stream()
                .flatMap(instance -> instance.pieces().inFlight().stream())
                .flatMap(piece -> piece.parts().stream())
                .mapToInt(InFlightPiece.Part::input)
                .distinct()
                .forEach(input -> {
                    if (input >= inputs.size()) {
                        throw notInFlight(
                                operator,
                                address,
                                "which the job's operator of this id does not have, so the program has changed");
                    }
                    ShipStrategy strategy = inputs.get(input).strategy();
                    if (state.parallelism() != vertex.parallelism() && !Redistribution.isMovable(strategy)) {
                        throw notInFlight(
                                operator,
                                address,
                                "whose partitioning (" + strategy.name().toLowerCase(Locale.ROOT)
                                        + ") binds them to their subtask; it was taken with parallelism "
                                        + state.parallelism() + " and the job has " + vertex.parallelism());
                    }
                });
    }

    private static WeftException notInFlight(VertexOperator operator, String address, String why) {
        return new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "the unaligned checkpoint at " + address + " holds records in flight to operator '" + operator.name()
                        + "' on an input " + why
                        + "; go on from it as it was taken, take a savepoint, which holds no records in flight, and go"
                        + " on from that");
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
