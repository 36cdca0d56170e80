package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

/**
 * Expiry by RocksDB's own compaction. It uses the machine's clock and whole seconds, which nothing can replace: this test waits until
 * some have passed, however long that takes.
 */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DroppedByAgeTest {

    /** So few that they stay in memory, where nothing is dropped, until others have been written. */
    private static final long KEYS = 100;

    private static final long OTHERS = 2000;

    @TempDir
    Path directory;

    /** Small files that are compacted at once. */
    static final class Compacting implements RocksDBOptionsFactory {
        private static final long serialVersionUID = 1L;

        @Override
        public DBOptions createDBOptions(DBOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
            return currentOptions;
        }

        @Override
        public ColumnFamilyOptions createColumnOptions(
                ColumnFamilyOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
            return currentOptions.setLevel0FileNumCompactionTrigger(1).setWriteBufferSize(64 << 10);
        }
    }

    private record Aging(StateTtlConfig config) implements Expiry {
        @Override
        public long nowMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long lastUse(Object value) {
            return (Long) value;
        }
    }

    private static NamespacedState<ValueState<Long>, Void> state(Instance instance, String name, Duration timeToLive) {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>(name, Types.LONG);
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        Aging expiry = new Aging(StateTtlConfig.newBuilder(timeToLive).build());
        return instance.backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.of(expiry)));
    }

    private static void write(Instance instance, ValueState<Long> state, long from, long count) throws Exception {
        for (long key = from; key < from + count; key++) {
            instance.use(key);
            state.update(System.currentTimeMillis());
        }
    }

    /** How many of the first keys have rows. */
    private static int rows(NamespacedState<ValueState<Long>, Void> state) throws Exception {
        int[] rows = new int[1];
        state.forEachKey(null, key -> rows[0] += (Long) key < KEYS ? 1 : 0);
        return rows[0];
    }

    @Test
    void rowsThatAreTooOldAreDroppedWhenRocksDbCompactsAndNoOthers() throws Exception {
        EmbeddedRocksDBStateBackend chosen = new EmbeddedRocksDBStateBackend();
        chosen.setRocksDBOptions(new Compacting());
        Configuration configuration = Instance.in(directory);
        chosen.addTo(configuration);
        try (Instance instance = new Instance(configuration)) {
            NamespacedState<ValueState<Long>, Void> brief = state(instance, "brief", Duration.ofMillis(1));
            NamespacedState<ValueState<Long>, Void> longer = state(instance, "longer", Duration.ofHours(1));
            write(instance, brief.undivided(), 0, KEYS);
            write(instance, longer.undivided(), 0, KEYS);
            assertThat(rows(brief)).isEqualTo((int) KEYS);

            while (rows(brief) > 0) {
                write(instance, brief.undivided(), KEYS, OTHERS);
                write(instance, longer.undivided(), KEYS, OTHERS);
            }

            assertThat(rows(longer)).isEqualTo((int) KEYS);
        }
    }
}
