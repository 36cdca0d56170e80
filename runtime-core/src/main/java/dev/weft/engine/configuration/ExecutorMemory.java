package dev.weft.engine.configuration;

import dev.weft.configuration.ReadableConfig;
import java.util.List;

/**
 * The memory of a TaskExecutor process, in bytes. The parts add up to the whole:
 *
 * <pre>
 * process = total + metaspace + overhead
 * total   = framework heap + task heap + framework off-heap + task off-heap + managed + network
 * </pre>
 */
public record ExecutorMemory(
        long frameworkHeap,
        long taskHeap,
        long frameworkOffHeap,
        long taskOffHeap,
        long managed,
        long network,
        long metaspace,
        long overhead) {

    private static final long DEFAULT_PROCESS = 1728L << 20;
    private static final long UNCOLLECTED_CLASSES = 96L << 20;

    /** The sizes that {@code taskmanager.memory.*} configures; rejects parts that do not fit the whole. */
    public static ExecutorMemory of(ReadableConfig configuration) {
        return new ExecutorMemoryPlan(configuration, DEFAULT_PROCESS).solve();
    }

    /** JVM heap. */
    public long heap() {
        return frameworkHeap + taskHeap;
    }

    /** Limit of direct memory. */
    public long direct() {
        return frameworkOffHeap + taskOffHeap + network;
    }

    /** Everything but metaspace and overhead. */
    public long total() {
        return heap() + frameworkOffHeap + taskOffHeap + managed + network;
    }

    /** The size of the container. */
    public long process() {
        return total() + metaspace + overhead;
    }

    /**
     * The JVM arguments that enforce these sizes. The heap is reserved at once and committed as it fills. By default
     * the JVM would run a full collection after loading 21 MB of classes, which a job does just after its start; the
     * metaspace threshold avoids that.
     */
    public List<String> jvmArguments() {
        return List.of(
                "-Xmx" + heap(),
                "-Xms" + heap(),
                "-XX:MaxDirectMemorySize=" + Math.max(1, direct()),
                "-XX:MetaspaceSize=" + Math.min(metaspace, UNCOLLECTED_CLASSES),
                "-XX:MaxMetaspaceSize=" + metaspace);
    }
}
