package dev.weft.engine.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import dev.weft.engine.common.WeftException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MemoryTest {

    private static final long MB = 1 << 20;

    private static Configuration settings(String... keysAndValues) {
        Configuration configuration = new Configuration();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            configuration.setString(keysAndValues[i], keysAndValues[i + 1]);
        }
        return configuration;
    }

    private static ExecutorMemory executor(String... keysAndValues) {
        return ExecutorMemory.of(settings(keysAndValues));
    }

    private static void assertRefused(String message, String... keysAndValues) {
        assertThatThrownBy(() -> executor(keysAndValues))
                .isInstanceOf(WeftException.class)
                .hasMessage(message);
    }

    @Test
    void theDefaultProcessIsDividedAsUsersKnowIt() {
        ExecutorMemory memory = executor();
        assertThat(memory.process()).isEqualTo(1728 * MB);
        assertThat(memory.metaspace()).isEqualTo(256 * MB);
        assertThat(memory.overhead()).isEqualTo(192 * MB);
        assertThat(memory.total()).isEqualTo(1280 * MB);
        assertThat(memory.managed()).isEqualTo((long) (1280 * MB * (double) 0.4f));
        assertThat(memory.network()).isEqualTo((long) (1280 * MB * (double) 0.1f));
        assertThat(memory.frameworkHeap()).isEqualTo(128 * MB);
        assertThat(memory.frameworkOffHeap()).isEqualTo(128 * MB);
        assertThat(memory.taskHeap() / MB).isEqualTo(383);
    }

    @Test
    void theJvmIsHeldToTheSizes() {
        ExecutorMemory memory = executor("taskmanager.memory.process.size", "4g");
        assertThat(memory.jvmArguments())
                .isEqualTo(List.of(
                        "-Xmx" + memory.heap(),
                        "-Xms" + memory.heap(),
                        "-XX:MaxDirectMemorySize=" + memory.direct(),
                        "-XX:MetaspaceSize=100663296",
                        "-XX:MaxMetaspaceSize=268435456"));
    }

    @Test
    void taskHeapAndManagedMemoryAloneAreEnough() {
        ExecutorMemory memory =
                executor("taskmanager.memory.task.heap.size", "900m", "taskmanager.memory.managed.size", "0");
        assertThat(memory.taskHeap()).isEqualTo(900 * MB);
        assertThat(memory.managed()).isZero();
        assertThat(memory.network()).isBetween(128 * MB - 1024, 129 * MB);
        assertThat(memory.process()).isEqualTo(memory.total() + memory.metaspace() + memory.overhead());
    }

    @Test
    void whenTheTaskHeapIsGivenTheNetworkGetsTheRestOfAKnownWhole() {
        ExecutorMemory memory = executor(
                "taskmanager.memory.flink.size", "1280m",
                "taskmanager.memory.task.heap.size", "384m",
                "taskmanager.memory.managed.size", "512m");
        assertThat(memory.total()).isEqualTo(1280 * MB);
        assertThat(memory.network()).isEqualTo(128 * MB);
    }

    @Test
    void sumsThatCannotBeMetNameTheKeysAndTheParts() {
        assertRefused(
                "taskmanager.memory.process.size = 2 kb is too small: JVM metaspace (256 mb) and overhead (192 mb)"
                        + " alone need more; give more memory (a size without a unit is in bytes)",
                "taskmanager.memory.process.size",
                "2048");
        assertRefused(
                "taskmanager.memory.process.size = 2 mb is too small: JVM metaspace (256 mb) and overhead (192 mb)"
                        + " alone need more; give more memory",
                "taskmanager.memory.process.size",
                "2m");
        assertRefused(
                "taskmanager.memory.process.size = 768 mb (320 mb without JVM metaspace and overhead) is too small for its"
                        + " parts: framework heap 128 mb, task heap more than 0, off-heap 128 mb, managed 128 mb, network"
                        + " 64 mb; give more memory or lower a part",
                "taskmanager.memory.process.size",
                "768m");
        assertRefused(
                "taskmanager.memory.process.size = 1 gb is less than taskmanager.memory.flink.size = 1 gb and the JVM"
                        + " metaspace of 256 mb; leave one of the two keys out",
                "taskmanager.memory.process.size",
                "1g",
                "taskmanager.memory.flink.size",
                "1g");
        assertRefused(
                "taskmanager.memory.jvm-overhead would be 1792 mb, what taskmanager.memory.flink.size and the JVM metaspace"
                        + " leave of taskmanager.memory.process.size, but must be from 192 mb to 1 gb"
                        + " (taskmanager.memory.jvm-overhead.min, .max); leave one of the sizes out or change the limits",
                "taskmanager.memory.process.size",
                "3g",
                "taskmanager.memory.flink.size",
                "1g");
        assertRefused(
                "taskmanager.memory.network.min = 64 mb is more than taskmanager.memory.network.max = 32 mb; lower the one"
                        + " or raise the other",
                "taskmanager.memory.network.max",
                "32m");
    }

    @Test
    void thePartsAlwaysAddUpOrAreRefused() {
        Random random = new Random(11);
        String[] sizes = {
            "taskmanager.memory.process.size",
            "taskmanager.memory.flink.size",
            "taskmanager.memory.task.heap.size",
            "taskmanager.memory.managed.size",
            "taskmanager.memory.framework.heap.size",
            "taskmanager.memory.framework.off-heap.size",
            "taskmanager.memory.task.off-heap.size",
            "taskmanager.memory.network.min",
            "taskmanager.memory.network.max",
            "taskmanager.memory.jvm-metaspace.size",
            "taskmanager.memory.jvm-overhead.min",
            "taskmanager.memory.jvm-overhead.max"
        };
        String[] fractions = {
            "taskmanager.memory.managed.fraction",
            "taskmanager.memory.network.fraction",
            "taskmanager.memory.jvm-overhead.fraction"
        };
        int solved = 0;
        for (int round = 0; round < 20_000; round++) {
            Configuration configuration = new Configuration();
            for (String key : sizes) {
                if (random.nextInt(4) == 0) {
                    configuration.setString(key, (long) Math.pow(2, random.nextDouble() * 34) + " bytes");
                }
            }
            for (String key : fractions) {
                if (random.nextInt(4) == 0) {
                    configuration.setString(key, String.valueOf(random.nextFloat()));
                }
            }
            try {
                ExecutorMemory memory = ExecutorMemory.of(configuration);
                solved++;
                assertThat(List.of(
                                memory.taskHeap(),
                                memory.managed(),
                                memory.network(),
                                memory.overhead(),
                                memory.frameworkHeap(),
                                memory.frameworkOffHeap(),
                                memory.taskOffHeap()))
                        .as("%s", configuration)
                        .allMatch(part -> part >= 0);
                long total = memory.frameworkHeap()
                        + memory.taskHeap()
                        + memory.frameworkOffHeap()
                        + memory.taskOffHeap()
                        + memory.managed()
                        + memory.network();
                assertThat(memory.total()).isEqualTo(total);
                assertThat(memory.process()).isEqualTo(total + memory.metaspace() + memory.overhead());
                configuration
                        .getOptional(ExecutorMemoryOptions.PROCESS)
                        .ifPresent(given -> assertThat(memory.process()).isEqualTo(given.getBytes()));
                configuration
                        .getOptional(ExecutorMemoryOptions.TOTAL)
                        .ifPresent(given -> assertThat(memory.total()).isEqualTo(given.getBytes()));
                configuration
                        .getOptional(ExecutorMemoryOptions.TASK_HEAP)
                        .ifPresent(given -> assertThat(memory.taskHeap()).isEqualTo(given.getBytes()));
                configuration
                        .getOptional(ExecutorMemoryOptions.MANAGED)
                        .ifPresent(given -> assertThat(memory.managed()).isEqualTo(given.getBytes()));
                assertThat(memory.network())
                        .isBetween(
                                configuration
                                        .get(ExecutorMemoryOptions.NETWORK_MIN)
                                        .getBytes(),
                                configuration
                                        .get(ExecutorMemoryOptions.NETWORK_MAX)
                                        .getBytes());
                assertThat(memory.overhead())
                        .isBetween(
                                configuration
                                        .get(ExecutorMemoryOptions.OVERHEAD_MIN)
                                        .getBytes(),
                                configuration
                                        .get(ExecutorMemoryOptions.OVERHEAD_MAX)
                                        .getBytes());
            } catch (WeftException refused) {
                assertThat(refused.getMessage()).contains("memory.").doesNotContain("\n");
            }
        }
        assertThat(solved).isGreaterThan(1000);
    }

    @Test
    void theMastersMemoryAddsUpFromEitherSide() {
        MasterMemory byDefault = MasterMemory.of(settings());
        assertThat(byDefault.process()).isEqualTo(1600 * MB);
        assertThat(byDefault.heap()).isEqualTo(1024 * MB);
        assertThat(byDefault.jvmArguments())
                .containsExactly("-Xmx1073741824", "-Xms67108864", "-XX:MaxMetaspaceSize=268435456");
        MasterMemory byHeap = MasterMemory.of(settings("jobmanager.memory.heap.size", "512m"));
        assertThat(byHeap.heap()).isEqualTo(512 * MB);
        assertThat(byHeap.process()).isEqualTo((512 + 128 + 256 + 192) * MB);
        MasterMemory byTotal = MasterMemory.of(settings(
                "jobmanager.memory.flink.size", "1g", "jobmanager.memory.enable-jvm-direct-memory-limit", "true"));
        assertThat(byTotal.heap()).isEqualTo(896 * MB);
        assertThat(byTotal.jvmArguments()).contains("-XX:MaxDirectMemorySize=134217728");
        MasterMemory byBoth =
                MasterMemory.of(settings("jobmanager.memory.process.size", "2g", "jobmanager.memory.heap.size", "1g"));
        assertThat(byBoth.process()).isEqualTo(2048 * MB);
        assertThat(byBoth.heap()).isEqualTo(1024 * MB);
    }

    @Test
    void aMasterWithoutHeapIsRefused() {
        assertThatThrownBy(() -> MasterMemory.of(settings("jobmanager.memory.process.size", "600m")))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "jobmanager.memory.process.size = 600 mb (152 mb without JVM metaspace and overhead) leaves 24 mb"
                                + " of JVM heap beside 128 mb off-heap; at least 64 mb are needed");
        assertThatThrownBy(() -> MasterMemory.of(settings(
                        "jobmanager.memory.flink.size", "1g",
                        "jobmanager.memory.heap.size", "512m",
                        "jobmanager.memory.off-heap.size", "256m")))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("is not the sum of jobmanager.memory.heap.size = 512 mb and");
    }
}
