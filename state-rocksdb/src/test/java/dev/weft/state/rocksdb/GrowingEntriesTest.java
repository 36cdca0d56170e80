package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cache entries that grow are counted with their new size, also when they are not read. */
class GrowingEntriesTest {

    private static final long BUDGET_BYTES = 1 << 20;
    private static final int KEYS = 2000;
    /** A text of this state takes at least as much: an object, an array, a reference. */
    private static final int LEAST_TEXT_BYTES = 50;

    @TempDir
    Path directory;

    private Configuration withBudget() {
        return Instance.in(directory).set(RocksDbOptions.OBJECT_CACHE, new MemorySize(BUDGET_BYTES));
    }

    private static long held(Object state, ToLongFunction<Object> bytesOf) {
        return ((RocksState<?, ?>) state)
                .front.tables().stream()
                        .flatMap(table -> Stream.of(table.entries()))
                        .filter(entry -> entry.content != null)
                        .mapToLong(entry -> bytesOf.applyAsLong(entry.content))
                        .sum();
    }

    @Test
    void listsThatAreOnlyAppendedTo() throws Exception {
        try (Instance instance = new Instance(withBudget())) {
            ListState<String> lists =
                    instance.state(new ListStateDescriptor<>("lists", Types.STRING), Optional.empty());
            for (int i = 0; i < 100; i++) {
                for (long key = 0; key < KEYS; key++) {
                    instance.use(key);
                    lists.add(key + "." + i);
                }
                long bytes = held(
                        lists, content -> ((ListContent<?>) content).elements().size() * (long) LEAST_TEXT_BYTES);
                assertThat(bytes).as("after %d elements a key", i + 1).isLessThan(2 * BUDGET_BYTES);
            }
            instance.use(7);
            assertThat(lists.get()).hasSize(100).startsWith("7.0", "7.1").endsWith("7.99");
        }
    }

    @Test
    void valuesThatBecomeLarger() throws Exception {
        try (Instance instance = new Instance(withBudget())) {
            ValueState<byte[]> values = instance.bytes();
            for (int round = 0; round < 4; round++) {
                for (long key = 0; key < KEYS; key++) {
                    instance.use(key);
                    values.update(new byte[10 << 3 * round]);
                }
                assertThat(held(values, content -> ((byte[]) content).length))
                        .as("in round %d", round)
                        .isLessThan(2 * BUDGET_BYTES);
            }
            instance.use(7);
            assertThat(values.value()).hasSize(10 << 9);
        }
    }
}
