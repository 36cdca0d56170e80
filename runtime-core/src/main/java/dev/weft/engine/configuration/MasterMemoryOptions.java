package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;

/** Options for the memory of the JobManager process; {@link MasterMemory} computes the sizes. */
final class MasterMemoryOptions {

    static final OptionSection SECTION = new OptionSection("Memory of the JobManager");

    public static final ConfigOption<MemorySize> PROCESS = SECTION.memory("jobmanager.memory.process.size")
            .formerly("jobmanager.heap.size")
            .does("Everything the process may use: the size of the application master's container.")
            .unset("1600 mb, unless jobmanager.memory.flink.size or jobmanager.memory.heap.size is given");

    public static final ConfigOption<MemorySize> TOTAL = SECTION.memory("jobmanager.memory.flink.size")
            .does("Process size without JVM metaspace and JVM overhead.")
            .unset("follows from the process size");

    public static final ConfigOption<MemorySize> HEAP =
            SECTION.memory("jobmanager.memory.heap.size").does("JVM heap.").unset("what the other parts leave");

    public static final ConfigOption<MemorySize> OFF_HEAP = SECTION.memory("jobmanager.memory.off-heap.size")
            .does("Direct and native memory.")
            .defaultsTo(MemorySize.ofMebiBytes(128));

    public static final ConfigOption<Boolean> DIRECT_LIMIT = SECTION.bool(
                    "jobmanager.memory.enable-jvm-direct-memory-limit")
            .does("Whether the JVM holds direct memory to jobmanager.memory.off-heap.size.")
            .defaultsTo(false);

    public static final ConfigOption<MemorySize> METASPACE = SECTION.memory("jobmanager.memory.jvm-metaspace.size")
            .does("Limit of the JVM's class metadata.")
            .defaultsTo(MemorySize.ofMebiBytes(256));

    public static final ConfigOption<Float> OVERHEAD_FRACTION = SECTION.fraction(
                    "jobmanager.memory.jvm-overhead.fraction")
            .between(0f, 0.9f)
            .does("Memory for thread stacks, code cache and native libraries as a part of the process, kept between its"
                    + " min and max.")
            .defaultsTo(0.1f);

    public static final ConfigOption<MemorySize> OVERHEAD_MIN = SECTION.memory("jobmanager.memory.jvm-overhead.min")
            .does("Least JVM overhead.")
            .defaultsTo(MemorySize.ofMebiBytes(192));

    public static final ConfigOption<MemorySize> OVERHEAD_MAX = SECTION.memory("jobmanager.memory.jvm-overhead.max")
            .does("Most JVM overhead.")
            .defaultsTo(MemorySize.ofMebiBytes(1024));

    private MasterMemoryOptions() {}
}
