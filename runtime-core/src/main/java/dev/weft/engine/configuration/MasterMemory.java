package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The memory of the JobManager process, in bytes: {@code process = heap + off-heap + metaspace + overhead}.
 *
 * @param limitsDirect whether the JVM is held to the off-heap size for direct buffers
 */
public record MasterMemory(long heap, long offHeap, long metaspace, long overhead, boolean limitsDirect) {

    private static final long DEFAULT_PROCESS = 1600L << 20;
    private static final long MIN_HEAP = 64L << 20;
    private static final long INITIAL_HEAP = 64L << 20;

    /** The sizes that {@code jobmanager.memory.*} configures; rejects parts that do not fit the whole. */
    public static MasterMemory of(ReadableConfig configuration) {
        Optional<Long> heap = given(configuration, MasterMemoryOptions.HEAP);
        Optional<Long> total = given(configuration, MasterMemoryOptions.TOTAL);
        Optional<Long> asked = given(configuration, MasterMemoryOptions.PROCESS);
        Optional<Long> process =
                asked.isPresent() || total.isPresent() || heap.isPresent() ? asked : Optional.of(DEFAULT_PROCESS);
        long offHeap = configuration.get(MasterMemoryOptions.OFF_HEAP).getBytes();
        JvmOverhead jvm = new JvmOverhead(
                MasterMemoryOptions.PROCESS.key(),
                MasterMemoryOptions.TOTAL.key(),
                configuration.get(MasterMemoryOptions.METASPACE).getBytes(),
                new ClampedFraction(
                        "jobmanager.memory.jvm-overhead",
                        configuration.get(MasterMemoryOptions.OVERHEAD_FRACTION),
                        configuration.get(MasterMemoryOptions.OVERHEAD_MIN).getBytes(),
                        configuration.get(MasterMemoryOptions.OVERHEAD_MAX).getBytes()));
        Optional<Long> inner = total.isPresent() ? total : heap.map(h -> h + offHeap);
        long overhead =
                process.isPresent() ? jvm.overheadOf(process.get(), inner) : jvm.overheadBesides(inner.orElseThrow());
        long used = inner.orElseGet(() -> process.orElseThrow() - jvm.metaspace() - overhead);
        long ownHeap = heap.orElse(used - offHeap);
        String whole = process.isPresent() && total.isEmpty()
                ? MasterMemoryOptions.PROCESS.key() + " = " + MemoryText.of(process.get()) + " ("
                        + MemoryText.about(used) + " without JVM metaspace and overhead)"
                : MasterMemoryOptions.TOTAL.key() + " = " + MemoryText.of(used);
        if (ownHeap < MIN_HEAP) {
            throw ClampedFraction.refused(
                    whole + " leaves " + MemoryText.about(Math.max(0, ownHeap)) + " of JVM heap beside "
                            + MemoryText.of(offHeap) + " off-heap; at least " + MemoryText.of(MIN_HEAP)
                            + " are needed");
        }
        long rest = used - ownHeap;
        boolean offHeapGiven =
                given(configuration, MasterMemoryOptions.OFF_HEAP).isPresent();
        if (rest < 0 || offHeapGiven && rest != offHeap) {
            throw ClampedFraction.refused(whole + " is not the sum of " + MasterMemoryOptions.HEAP.key() + " = "
                    + MemoryText.of(ownHeap) + " and " + MasterMemoryOptions.OFF_HEAP.key() + " = "
                    + MemoryText.of(offHeap) + "; leave one of the keys out");
        }
        return new MasterMemory(
                ownHeap, rest, jvm.metaspace(), overhead, configuration.get(MasterMemoryOptions.DIRECT_LIMIT));
    }

    private static Optional<Long> given(ReadableConfig configuration, ConfigOption<MemorySize> option) {
        return configuration.getOptional(option).map(MemorySize::getBytes);
    }

    /** The size of the container. */
    public long process() {
        return heap + offHeap + metaspace + overhead;
    }

    /** The JVM arguments that enforce these sizes. The heap starts small, so that an idle JobManager stays small. */
    public List<String> jvmArguments() {
        List<String> arguments = new ArrayList<>();
        arguments.add("-Xmx" + heap);
        arguments.add("-Xms" + Math.min(heap, INITIAL_HEAP));
        if (limitsDirect) {
            arguments.add("-XX:MaxDirectMemorySize=" + offHeap);
        }
        arguments.add("-XX:MaxMetaspaceSize=" + metaspace);
        return List.copyOf(arguments);
    }
}
