package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import java.util.Optional;

/**
 * Derives the memory parts of {@link ExecutorMemory} that are not configured from those that are.
 *
 * <p>Whichever of process size, total size, and (task heap, managed) is given, the outer size is fixed first; then
 * managed and network memory take their share of the total, and the task heap gets the rest. When the task heap is given
 * as well, the network memory gets the rest.
 */
final class ExecutorMemoryPlan {

    private final ReadableConfig configuration;
    private final JvmOverhead jvm;
    private final Optional<Long> process;
    private final Optional<Long> total;
    private final Optional<Long> taskHeap;
    private final Optional<Long> managed;
    private final long frameworkHeap;
    private final long frameworkOffHeap;
    private final long taskOffHeap;

    ExecutorMemoryPlan(ReadableConfig configuration, long defaultProcess) {
        this.configuration = configuration;
        this.total = given(ExecutorMemoryOptions.TOTAL);
        this.taskHeap = given(ExecutorMemoryOptions.TASK_HEAP);
        this.managed = given(ExecutorMemoryOptions.MANAGED);
        boolean fixedOtherwise = total.isPresent() || taskHeap.isPresent() && managed.isPresent();
        Optional<Long> asked = given(ExecutorMemoryOptions.PROCESS);
        this.process = asked.isPresent() || fixedOtherwise ? asked : Optional.of(defaultProcess);
        this.frameworkHeap = bytes(ExecutorMemoryOptions.FRAMEWORK_HEAP);
        this.frameworkOffHeap = bytes(ExecutorMemoryOptions.FRAMEWORK_OFF_HEAP);
        this.taskOffHeap = bytes(ExecutorMemoryOptions.TASK_OFF_HEAP);
        this.jvm = new JvmOverhead(
                ExecutorMemoryOptions.PROCESS.key(),
                ExecutorMemoryOptions.TOTAL.key(),
                bytes(ExecutorMemoryOptions.METASPACE),
                new ClampedFraction(
                        "taskmanager.memory.jvm-overhead",
                        configuration.get(ExecutorMemoryOptions.OVERHEAD_FRACTION),
                        bytes(ExecutorMemoryOptions.OVERHEAD_MIN),
                        bytes(ExecutorMemoryOptions.OVERHEAD_MAX)));
    }

    private Optional<Long> given(ConfigOption<MemorySize> option) {
        return configuration.getOptional(option).map(MemorySize::getBytes);
    }

    private long bytes(ConfigOption<MemorySize> option) {
        return configuration.get(option).getBytes();
    }

    private ClampedFraction networkShare() {
        return new ClampedFraction(
                "taskmanager.memory.network",
                configuration.get(ExecutorMemoryOptions.NETWORK_FRACTION),
                bytes(ExecutorMemoryOptions.NETWORK_MIN),
                bytes(ExecutorMemoryOptions.NETWORK_MAX));
    }

    ExecutorMemory solve() {
        if (process.isEmpty() && total.isEmpty()) {
            long others = fixed() + taskHeap.orElseThrow() + managed.orElseThrow();
            long network = networkShare().besides(others);
            return parts(network, managed.get(), taskHeap.get(), jvm.overheadBesides(others + network));
        }
        long overhead =
                process.isPresent() ? jvm.overheadOf(process.get(), total) : jvm.overheadBesides(total.orElseThrow());
        long flink = total.orElseGet(() -> process.orElseThrow() - jvm.metaspace() - overhead);
        return divide(flink, overhead);
    }

    private long fixed() {
        return frameworkHeap + frameworkOffHeap + taskOffHeap;
    }

    private ExecutorMemory divide(long flink, long overhead) {
        long ownManaged = managed.orElseGet(
                () -> (long) (flink * (double) configuration.get(ExecutorMemoryOptions.MANAGED_FRACTION)));
        if (taskHeap.isPresent()) {
            long network = flink - fixed() - ownManaged - taskHeap.get();
            if (network < 0) {
                throw tooSmall(flink, ownManaged, networkShare().min());
            }
            networkShare().check(network, "what the other parts leave of " + source(flink));
            return parts(network, ownManaged, taskHeap.get(), overhead);
        }
        long network = networkShare().of(flink);
        long rest = flink - fixed() - ownManaged - network;
        if (rest <= 0) {
            throw tooSmall(flink, ownManaged, network);
        }
        return parts(network, ownManaged, rest, overhead);
    }

    private ExecutorMemory parts(long network, long ownManaged, long ownTaskHeap, long overhead) {
        return new ExecutorMemory(
                frameworkHeap,
                ownTaskHeap,
                frameworkOffHeap,
                taskOffHeap,
                ownManaged,
                network,
                jvm.metaspace(),
                overhead);
    }

    private String source(long flink) {
        return process.isPresent() && total.isEmpty()
                ? ExecutorMemoryOptions.PROCESS.key() + " = " + MemoryText.of(process.get()) + " ("
                        + MemoryText.about(flink) + " without JVM metaspace and overhead)"
                : ExecutorMemoryOptions.TOTAL.key() + " = " + MemoryText.of(flink);
    }

    private RuntimeException tooSmall(long flink, long ownManaged, long network) {
        long heap = taskHeap.orElse(0L);
        return ClampedFraction.refused(source(flink) + " is too small for its parts: framework heap "
                + MemoryText.about(frameworkHeap) + ", task heap "
                + (taskHeap.isPresent() ? MemoryText.about(heap) : "more than 0") + ", off-heap "
                + MemoryText.about(frameworkOffHeap + taskOffHeap) + ", managed " + MemoryText.about(ownManaged)
                + ", network " + MemoryText.about(network) + "; give more memory or lower a part");
    }
}
