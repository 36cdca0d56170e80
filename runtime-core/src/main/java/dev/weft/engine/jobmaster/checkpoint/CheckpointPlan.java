package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.graph.ChannelLayout;
import dev.weft.engine.graph.JobEdge;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which tasks take part in a checkpoint. Pure.
 *
 * @param triggered the running tasks whose inputs bring no barrier: those without inputs, those whose producers have all
 *     ended their outputs, and those that have read the ends of all their inputs, although a producer may still run
 * @param awaited every running task: each has to acknowledge
 * @param ended the subtasks that have finished
 */
record CheckpointPlan(List<ExecutionAttemptId> triggered, Set<ExecutionAttemptId> awaited, Set<SubtaskId> ended) {

    CheckpointPlan {
        triggered = List.copyOf(triggered);
        awaited = new LinkedHashSet<>(awaited);
        ended = Set.copyOf(ended);
    }

    /**
     * @param tasks the current attempts of all subtasks of the job
     * @param waiting those of them that run, have ended their outputs and wait for this checkpoint
     */
    static CheckpointPlan of(JobGraph graph, Collection<CheckpointedTask> tasks, Set<ExecutionAttemptId> waiting) {
        Set<ExecutionAttemptId> awaited = new LinkedHashSet<>();
        Set<SubtaskId> ended = new HashSet<>();
        for (CheckpointedTask task : tasks) {
            if (task.finished()) {
                ended.add(task.attempt().subtaskId());
            } else {
                awaited.add(task.attempt());
            }
        }
        Set<SubtaskId> silent = new HashSet<>(ended);
        waiting.forEach(task -> silent.add(task.subtaskId()));
        Map<VertexId, BitSet> fed = fed(graph, silent);
        List<ExecutionAttemptId> triggered = new ArrayList<>();
        for (ExecutionAttemptId task : awaited) {
            if (waiting.contains(task) || !fed.get(task.vertex()).get(task.subtask())) {
                triggered.add(task);
            }
        }
        return new CheckpointPlan(triggered, awaited, ended);
    }

    /** By vertex, the subtasks that have a producer that has not ended its outputs. */
    private static Map<VertexId, BitSet> fed(JobGraph graph, Set<SubtaskId> silent) {
        Map<VertexId, BitSet> fed = new HashMap<>();
        for (JobVertex vertex : graph.vertices()) {
            fed.put(vertex.id(), new BitSet(vertex.parallelism()));
        }
        for (JobEdge edge : graph.edges()) {
            int producers = graph.vertex(edge.producer()).parallelism();
            int consumers = graph.vertex(edge.consumer()).parallelism();
            ChannelLayout layout = new ChannelLayout(edge.strategy(), producers, consumers);
            for (int producer = 0; producer < producers; producer++) {
                if (!silent.contains(new SubtaskId(edge.producer(), producer))) {
                    ChannelLayout.Range range = layout.consumersOf(producer);
                    fed.get(edge.consumer()).set(range.from(), range.until());
                }
            }
        }
        return fed;
    }
}
