package dev.weft.benchmarks.checkpoints;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The job with much state, in one size.
 *
 * @param backend {@code hashmap} or {@code rocksdb}
 * @param keys how many, of 100 bytes each
 * @param perSecond records a second once every key is there; 0: as many as can be
 * @param slowUs how long the sink takes for a record then
 */
record Job(String backend, long keys, long perSecond, long slowUs) {

    private static final int MASTER_MB = 1024;
    private static final int SLOTS = 2;
    /** Of an executor with so many slots; of one slot half. */
    private static final int ROCKSDB_MB = 4096;

    private static final int HEAP_MB = 7168;
    private static final String CHECKPOINTS = "hdfs:///benchmarks/checkpoints";

    boolean onHeap() {
        return backend.equals("hashmap");
    }

    /** The arguments of the program. */
    List<String> arguments(String marks) {
        return List.of("STATE", Long.toString(keys), Long.toString(perSecond), Long.toString(slowUs), marks);
    }

    /**
     * The settings that all contestants get.
     *
     * @param slots of an executor
     * @param interval of checkpoints; empty: none
     */
    Map<String, String> settings(int slots, String interval) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("jobmanager.memory.process.size", MASTER_MB + "m");
        settings.put("taskmanager.memory.process.size", (onHeap() ? HEAP_MB : ROCKSDB_MB) * slots / SLOTS + "m");
        settings.put("taskmanager.memory.managed.size", onHeap() ? "64m" : 256 * slots / SLOTS + "m");
        settings.put("taskmanager.numberOfTaskSlots", Integer.toString(slots));
        settings.put("env.java.opts.taskmanager", "-XX:+UseParallelGC");
        settings.put("state.backend.type", backend);
        settings.put("restart-strategy.type", "fixed-delay");
        settings.put("restart-strategy.fixed-delay.attempts", "3");
        settings.put("restart-strategy.fixed-delay.delay", "0s");
        if (!interval.isEmpty()) {
            settings.put("execution.checkpointing.interval", interval);
            settings.put("execution.checkpointing.dir", CHECKPOINTS);
            settings.put("execution.checkpointing.incremental", Boolean.toString(!onHeap()));
        }
        return settings;
    }
}
