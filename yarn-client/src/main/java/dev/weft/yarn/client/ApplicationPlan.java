package dev.weft.yarn.client;

import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.configuration.ExecutorMemory;
import dev.weft.engine.configuration.MasterMemory;
import dev.weft.engine.configuration.TaskExecutorOptions;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.yarn.common.configuration.YarnOptions;
import java.util.HashMap;
import java.util.Map;

/**
 * The containers that a job needs: sizes and numbers.
 *
 * @param master memory of the JobManager
 * @param masterVcores its virtual cores
 * @param workers the TaskExecutors
 */
record ApplicationPlan(MasterMemory master, int masterVcores, WorkerDemand workers) {

    /** Refuses memory settings that do not add up. */
    static ApplicationPlan of(ReadableConfig configuration, JobGraph graph) {
        int slots = configuration.get(TaskExecutorOptions.SLOTS);
        int vcores = configuration.get(YarnOptions.EXECUTOR_VCORES);
        WorkerSpec spec =
                new WorkerSpec(slots, ExecutorMemory.of(configuration).process(), vcores < 1 ? slots : vcores);
        int needed = slotsNeeded(graph);
        return new ApplicationPlan(
                MasterMemory.of(configuration),
                configuration.get(YarnOptions.MASTER_VCORES),
                new WorkerDemand(spec, (needed + slots - 1) / slots));
    }

    /** The vertices of a sharing group fit into as many slots as the widest of them has subtasks. */
    static int slotsNeeded(JobGraph graph) {
        Map<String, Integer> widest = new HashMap<>();
        for (JobVertex vertex : graph.vertices()) {
            widest.merge(vertex.slotSharingGroup(), vertex.parallelism(), Math::max);
        }
        return widest.values().stream().mapToInt(Integer::intValue).sum();
    }

    static long megabytes(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
