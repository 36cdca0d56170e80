package dev.weft.engine.jobmaster;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.jobmaster.checkpoint.RestoredState;
import dev.weft.engine.protocol.JobTopology;
import dev.weft.engine.protocol.JobTopology.DataAddress;
import dev.weft.engine.protocol.JobTopology.Placed;
import dev.weft.engine.protocol.JobTopology.VertexInfo;
import dev.weft.engine.protocol.MasterMessage.Deploy;
import dev.weft.engine.protocol.MasterMessage.TaskAssignment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds the deployment messages of a job: one per executor, with everything that the executor needs. Pure. */
final class DeploymentPlan {

    private DeploymentPlan() {}

    /**
     * The messages by executor, for the current attempts at these subtasks. The topology that they carry names the current
     * attempts of all other subtasks too.
     *
     * @param executions with every subtask in its slot
     * @param restored the state that the deployed subtasks go on from
     */
    static Map<ExecutorId, Deploy> of(
            JobGraph graph,
            List<String> jars,
            ExecutionGraph executions,
            Set<SubtaskId> deployed,
            RestoredState restored) {
        Map<ExecutorId, Integer> numbers = new LinkedHashMap<>();
        List<DataAddress> addresses = new ArrayList<>();
        Map<VertexId, List<Placed>> placed = new HashMap<>();
        Map<ExecutorId, List<TaskAssignment>> tasks = new LinkedHashMap<>();
        Map<ExecutorId, Map<VertexId, Blob>> chains = new HashMap<>();
        for (JobVertex vertex : graph.vertices()) {
            List<Placed> subtasks = new ArrayList<>();
            for (int i = 0; i < vertex.parallelism(); i++) {
                SubtaskId subtask = new SubtaskId(vertex.id(), i);
                Execution execution = executions.get(subtask);
                Slot slot = execution.slot().orElseThrow();
                ExecutorId executor = slot.executor();
                int number = numbers.computeIfAbsent(executor, first -> {
                    addresses.add(new DataAddress(first, slot.host(), slot.dataPort()));
                    return numbers.size();
                });
                subtasks.add(new Placed(
                        number, execution.id().attempt(), execution.id().epoch()));
                if (deployed.contains(subtask)) {
                    tasks.computeIfAbsent(executor, first -> new ArrayList<>())
                            .add(new TaskAssignment(
                                    execution.id(),
                                    slot.index(),
                                    restored.ofTask(graph, vertex, i),
                                    restored.hasEnded(vertex, i)));
                    chains.computeIfAbsent(executor, first -> new HashMap<>()).put(vertex.id(), vertex.chain());
                }
            }
            placed.put(vertex.id(), List.copyOf(subtasks));
        }
        JobTopology topology = new JobTopology(
                graph.jobId(),
                graph.name(),
                graph.configuration(),
                graph.vertices().stream()
                        .map(v -> new VertexInfo(v.id(), v.name(), v.parallelism(), v.maxParallelism()))
                        .toList(),
                graph.edges(),
                addresses,
                placed);
        Map<ExecutorId, Deploy> deployments = new LinkedHashMap<>();
        tasks.forEach((executor, assigned) ->
                deployments.put(executor, new Deploy(topology, jars, chains.get(executor), assigned)));
        return deployments;
    }
}
