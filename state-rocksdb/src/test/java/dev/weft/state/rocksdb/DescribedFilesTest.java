package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.StateLayout;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.types.KeyGroups;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be told of RocksDB's files without RocksDB. */
class DescribedFilesTest {

    @TempDir
    Path directory;

    @Test
    void theStatesInFilesAreToldWithoutRestoringThem() throws Exception {
        Configuration settings = Instance.in(directory).set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
        KeyedPiece piece;
        try (Instance instance = new Instance(settings)) {
            ValueState<String> names = instance.backend
                    .state(new StateSpec<>(descriptor(), Namespaces.NONE, Optional.empty()))
                    .undivided();
            instance.keys.use(1L, KeyGroups.spread(Long.hashCode(1L)));
            names.update("one");
            try (KeyedSnapshot snapshot =
                    instance.backend.snapshot(new SnapshotOrder(1, false, OptionalLong.empty()))) {
                piece = snapshot.write(new MemorySnapshotStore());
            }
        }

        PortableHeader header = StateBackends.header(piece, DescribedFilesTest.class.getClassLoader());

        assertThat(piece.format()).isEqualTo("rocksdb");
        assertThat(header.states()).extracting(StateLayout::name).containsExactly("names");
        assertThat(header.states().get(0).values())
                .singleElement()
                .satisfies(
                        values -> assertThat(String.valueOf(values.snapshot())).contains("StringSerializer"));
        assertThat(header.key().snapshot().toString()).contains("LongSerializer");
    }

    private static ValueStateDescriptor<String> descriptor() {
        ValueStateDescriptor<String> descriptor = new ValueStateDescriptor<>("names", Types.STRING);
        descriptor.initializeSerializerUnlessSet(new dev.weft.api.common.ExecutionConfig());
        return descriptor;
    }
}
