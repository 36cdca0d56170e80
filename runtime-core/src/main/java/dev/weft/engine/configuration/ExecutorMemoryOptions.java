package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;

/** Options for the memory of a TaskExecutor process; {@link ExecutorMemory} computes the sizes. */
public final class ExecutorMemoryOptions {

    static final OptionSection SECTION = new OptionSection("Memory of a TaskExecutor");

    public static final ConfigOption<MemorySize> PROCESS = SECTION.memory("taskmanager.memory.process.size")
            .formerly("taskmanager.heap.size")
            .does("Everything the process may use: the size of its container.")
            .unset("1728 mb, unless taskmanager.memory.flink.size or the task heap and managed sizes are given");

    public static final ConfigOption<MemorySize> TOTAL = SECTION.memory("taskmanager.memory.flink.size")
            .does("Process size without JVM metaspace and JVM overhead.")
            .unset("follows from the process size");

    public static final ConfigOption<MemorySize> FRAMEWORK_HEAP = SECTION.memory(
                    "taskmanager.memory.framework.heap.size")
            .does("JVM heap for the engine itself.")
            .defaultsTo(MemorySize.ofMebiBytes(128));

    public static final ConfigOption<MemorySize> TASK_HEAP = SECTION.memory("taskmanager.memory.task.heap.size")
            .does("JVM heap for the user's functions and for state on the heap.")
            .unset("what the other parts leave");

    public static final ConfigOption<MemorySize> MANAGED = SECTION.memory("taskmanager.memory.managed.size")
            .formerly("taskmanager.memory.size")
            .does("Memory outside the heap for state backends, sorting and other processes.")
            .unset("taskmanager.memory.managed.fraction of taskmanager.memory.flink.size");

    public static final ConfigOption<Float> MANAGED_FRACTION = SECTION.fraction("taskmanager.memory.managed.fraction")
            .formerly("taskmanager.memory.fraction")
            .between(0f, 1f)
            .does("Managed memory as a part of taskmanager.memory.flink.size.")
            .defaultsTo(0.4f);

    public static final ConfigOption<MemorySize> FRAMEWORK_OFF_HEAP = SECTION.memory(
                    "taskmanager.memory.framework.off-heap.size")
            .does("Direct and native memory for the engine itself.")
            .defaultsTo(MemorySize.ofMebiBytes(128));

    public static final ConfigOption<MemorySize> TASK_OFF_HEAP = SECTION.memory("taskmanager.memory.task.off-heap.size")
            .does("Direct and native memory for the user's functions.")
            .defaultsTo(MemorySize.ZERO);

    public static final ConfigOption<Float> NETWORK_FRACTION = SECTION.fraction("taskmanager.memory.network.fraction")
            .formerly("taskmanager.network.memory.fraction")
            .between(0f, 1f)
            .does("Memory of network buffers as a part of taskmanager.memory.flink.size, kept between its min and max.")
            .defaultsTo(0.1f);

    public static final ConfigOption<MemorySize> NETWORK_MIN = SECTION.memory("taskmanager.memory.network.min")
            .formerly("taskmanager.network.memory.min")
            .does("Least memory of network buffers.")
            .defaultsTo(MemorySize.ofMebiBytes(64));

    public static final ConfigOption<MemorySize> NETWORK_MAX = SECTION.memory("taskmanager.memory.network.max")
            .formerly("taskmanager.network.memory.max")
            .does("Most memory of network buffers.")
            .defaultsTo(MemorySize.MAX_VALUE);

    public static final ConfigOption<MemorySize> METASPACE = SECTION.memory("taskmanager.memory.jvm-metaspace.size")
            .does("Limit of the JVM's class metadata.")
            .defaultsTo(MemorySize.ofMebiBytes(256));

    public static final ConfigOption<Float> OVERHEAD_FRACTION = SECTION.fraction(
                    "taskmanager.memory.jvm-overhead.fraction")
            .between(0f, 0.9f)
            .does("Memory for thread stacks, code cache and native libraries as a part of the process, kept between its"
                    + " min and max.")
            .defaultsTo(0.1f);

    public static final ConfigOption<MemorySize> OVERHEAD_MIN = SECTION.memory("taskmanager.memory.jvm-overhead.min")
            .does("Least JVM overhead.")
            .defaultsTo(MemorySize.ofMebiBytes(192));

    public static final ConfigOption<MemorySize> OVERHEAD_MAX = SECTION.memory("taskmanager.memory.jvm-overhead.max")
            .does("Most JVM overhead.")
            .defaultsTo(MemorySize.ofMebiBytes(1024));

    public static final ConfigOption<MemorySize> SEGMENT = SECTION.memory("taskmanager.memory.segment-size")
            .between(MemorySize.ofMebiBytes(1).divide(256), MemorySize.ofMebiBytes(16))
            .does("Size of one network buffer.")
            .defaultsTo(MemorySize.ofMebiBytes(1).divide(32));

    private ExecutorMemoryOptions() {}
}
