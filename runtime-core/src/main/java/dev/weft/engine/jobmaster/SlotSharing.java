package dev.weft.engine.jobmaster;

import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Slot sharing: slot k of a group holds subtask k of each of the group's vertices, so that a pipeline runs through one
 * slot and forward edges stay inside it. A group needs as many slots as its highest parallelism. Pure.
 */
final class SlotSharing {

    private SlotSharing() {}

    /** The subtasks that share one slot. */
    record SharedSlot(String group, int index, List<SubtaskId> subtasks) {}

    static List<SharedSlot> of(JobGraph graph) {
        Map<String, List<JobVertex>> groups = new LinkedHashMap<>();
        for (JobVertex vertex : graph.vertices()) {
            groups.computeIfAbsent(vertex.slotSharingGroup(), group -> new ArrayList<>())
                    .add(vertex);
        }
        List<SharedSlot> slots = new ArrayList<>();
        groups.forEach((group, vertices) -> {
            int width = vertices.stream().mapToInt(JobVertex::parallelism).max().orElseThrow();
            for (int k = 0; k < width; k++) {
                int index = k;
                List<SubtaskId> subtasks = vertices.stream()
                        .filter(vertex -> vertex.parallelism() > index)
                        .map(vertex -> new SubtaskId(vertex.id(), index))
                        .toList();
                slots.add(new SharedSlot(group, index, subtasks));
            }
        });
        return slots;
    }

    /** Number of slots that the job needs. */
    static int slotsNeeded(JobGraph graph) {
        Map<String, Integer> widths = new LinkedHashMap<>();
        graph.vertices().forEach(vertex -> widths.merge(vertex.slotSharingGroup(), vertex.parallelism(), Math::max));
        return widths.values().stream().mapToInt(Integer::intValue).sum();
    }
}
