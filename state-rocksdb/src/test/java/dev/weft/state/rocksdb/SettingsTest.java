package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.contrib.streaming.state.EmbeddedRocksDBStateBackend;
import dev.weft.contrib.streaming.state.PredefinedOptions;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.DBOptions;

class SettingsTest {

    private static final AtomicInteger ASKED = new AtomicInteger();

    @TempDir
    Path directory;

    /** Counts how often it was asked. */
    static final class Counting implements RocksDBOptionsFactory {
        private static final long serialVersionUID = 1L;

        private final int by;

        Counting(int by) {
            this.by = by;
        }

        @Override
        public DBOptions createDBOptions(DBOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
            ASKED.addAndGet(by);
            return currentOptions;
        }

        @Override
        public ColumnFamilyOptions createColumnOptions(
                ColumnFamilyOptions currentOptions, Collection<AutoCloseable> handlesToClose) {
            return currentOptions;
        }
    }

    private static KeyedStateBackend open(Configuration configuration) throws Exception {
        KeyedStateBackend backend = create(configuration);
        backend.timers("timers", Namespaces.NONE);
        return backend;
    }

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    private static KeyedStateBackend create(Configuration configuration) throws Exception {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        return Backends.of(configuration)
                .create(new KeyedStateSetup(
                        new KeyContext(),
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, KeyHasher.of(Types.LONG)),
                        new KeyGroupRange(0, 128),
                        128,
                        FakeStateHost.of("test"),
                        List.of()));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.toList();
        }
    }

    @Test
    void theBackendIsFoundByItsName() {
        for (String name : List.of("rocksdb", "RocksDB", "ROCKSDB")) {
            Configuration configuration = new Configuration().set(StateBackendOptions.STATE_BACKEND, name);
            assertThat(StateBackends.of(configuration)).isInstanceOf(RocksDbBackend.class);
        }
    }

    @Test
    void nobodyGetsItWhoDoesNotNameIt() {
        assertThat(StateBackends.of(new Configuration())).isInstanceOf(HashMapBackend.class);
    }

    @Test
    void whatAProgramSetsReachesRocksDb() throws Exception {
        EmbeddedRocksDBStateBackend chosen = new EmbeddedRocksDBStateBackend(true);
        chosen.setDbStoragePath(directory.toString());
        chosen.setPredefinedOptions(PredefinedOptions.FLASH_SSD_OPTIMIZED);
        chosen.setNumberOfTransferThreads(9);
        chosen.getMemoryConfiguration().setFixedMemoryPerSlot("32mb");
        chosen.setRocksDBOptions(new Counting(7));
        Configuration settings = new Configuration();
        chosen.addTo(settings);

        assertThat(settings.get(StateBackendOptions.STATE_BACKEND)).isEqualTo("rocksdb");
        assertThat(settings.get(RocksDbOptions.FIXED_PER_SLOT)).isEqualTo(MemorySize.ofMebiBytes(32));
        assertThat(settings.get(RocksDbOptions.TRANSFER_THREADS)).isEqualTo(9);
        int before = ASKED.get();
        try (KeyedStateBackend backend = open(settings)) {
            assertThat(backend).isNotNull();
            assertThat(ASKED.get() - before).isEqualTo(7);
            assertThat(files()).hasSize(1);
        }
        assertThat(files()).as("what is left of a closed backend").isEmpty();
    }

    @Test
    void nothingIsOpenedForAnInstanceThatDeclaresNothing() throws Exception {
        Configuration settings =
                new Configuration().set(RocksDbOptions.LOCAL_DIRECTORIES, List.of(directory.toString()));
        try (KeyedStateBackend backend = create(settings)) {
            backend.snapshot().close();
            assertThat(files()).isEmpty();
            backend.timers("timers", Namespaces.NONE);
            assertThat(files()).hasSize(1);
        }
        assertThat(files()).isEmpty();
    }

    @Test
    void settingsThatCannotBeFollowedAreNamed() {
        assertRefused(new Configuration().set(RocksDbOptions.PREDEFINED, "FAST"), "predefined-options is 'FAST'");
        assertRefused(
                new Configuration().set(RocksDbOptions.FACTORY, "no.such.Factory"),
                "names no.such.Factory, which cannot");
        assertRefused(
                new Configuration().set(RocksDbOptions.FIXED_PER_SLOT, MemorySize.parse("10kb")),
                "needs 1 MiB or more");
        assertRefused(
                new Configuration().set(RocksDbOptions.HIGH_PRIORITY_RATIO, 0.6),
                "leave nothing of the memory for data");
        assertRefused(
                new Configuration().set(RocksDbOptions.COMPRESSION, List.of("ZIP")),
                "compression.per.level names 'ZIP'");
        assertRefused(
                new Configuration().set(RocksDbOptions.LOCAL_DIRECTORIES, List.of("/dev/null/state")),
                "no directory for RocksDB can be made in /dev/null/state");
    }

    private static void assertRefused(Configuration configuration, String words) {
        assertThatThrownBy(() -> open(configuration))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(words);
    }

    @Test
    void theBackendOfAProgramSaysWhetherCheckpointsAreIncrementalOnlyIfItWasTold() {
        Configuration settings = new Configuration();
        new EmbeddedRocksDBStateBackend().addTo(settings);
        assertThat(settings.contains(CheckpointingOptions.INCREMENTAL_CHECKPOINTS))
                .isFalse();
        new EmbeddedRocksDBStateBackend(true).addTo(settings);
        assertThat(settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isTrue();
        new EmbeddedRocksDBStateBackend(false).addTo(settings);
        assertThat(settings.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)).isFalse();
        settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        assertThat(new EmbeddedRocksDBStateBackend()
                        .configure(settings, getClass().getClassLoader())
                        .isIncrementalCheckpointsEnabled())
                .isTrue();
    }
}
