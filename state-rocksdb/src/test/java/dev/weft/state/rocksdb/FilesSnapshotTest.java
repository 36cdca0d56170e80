package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import dev.weft.engine.types.KeyHasher;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which tables an incremental snapshot stores and which it names again. S-CP-9, S-STATE-1, R-HDFS-3. */
class FilesSnapshotTest {

    private static final long KEYS = 300;

    @TempDir
    Path directory;

    /** No table is compacted away. */
    private Configuration settings() {
        return Instance.in(directory)
                .set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true)
                .set(RocksDbOptions.COMPACTION_STYLE, RocksDbOptions.CompactionStyle.NONE);
    }

    private Instance instance(KeyedPiece... restored) throws Exception {
        return new Instance(settings(), FakeStateHost.of("'op' (1/1)"), List.of(restored));
    }

    /** Keeps what is written, marks what is shared, and fails on cue. */
    private static final class RecordingStore implements SnapshotStore {
        private final List<StoredBytes> shared = Collections.synchronizedList(new ArrayList<>());
        private boolean failing;

        private record Bytes(byte[] bytes, boolean isShared) implements StoredBytes {
            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public InputStream open(long offset) {
                return new ByteArrayInputStream(bytes, (int) offset, bytes.length - (int) offset);
            }

            @Override
            public boolean equals(Object other) {
                return this == other;
            }

            @Override
            public int hashCode() {
                return System.identityHashCode(this);
            }
        }

        @Override
        public SnapshotStream create() {
            return stream(false);
        }

        @Override
        public SnapshotStream createShared() {
            return stream(true);
        }

        private SnapshotStream stream(boolean isShared) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            return new SnapshotStream() {
                @Override
                public void write(int b) {
                    out.write(b);
                }

                @Override
                public void write(byte[] b, int off, int len) throws IOException {
                    if (failing) {
                        throw new IOException("disk full");
                    }
                    out.write(b, off, len);
                }

                @Override
                public long position() {
                    return out.size();
                }

                @Override
                public StoredBytes finish() {
                    Bytes bytes = new Bytes(out.toByteArray(), isShared);
                    if (isShared) {
                        shared.add(bytes);
                    }
                    return bytes;
                }

                @Override
                public void close() {}
            };
        }
    }

    private static SnapshotOrder order(long id, OptionalLong base) {
        return new SnapshotOrder(id, false, base);
    }

    private static KeyedPiece take(Instance instance, RecordingStore store, SnapshotOrder order) throws Exception {
        try (KeyedSnapshot snapshot = instance.backend.snapshot(order)) {
            return snapshot.write(store);
        }
    }

    private static List<StoredBytes> tables(KeyedPiece piece) {
        return piece.bytes().stream().filter(StoredBytes::isShared).toList();
    }

    private static void change(Instance instance, ValueState<byte[]> state, long key) throws Exception {
        instance.use(key);
        state.update(new byte[] {(byte) key});
    }

    private static void assertHolds(Instance instance, long keys) throws Exception {
        ValueState<byte[]> state = instance.bytes();
        for (long key = 0; key < keys; key++) {
            instance.use(key);
            assertThat(state.value()).as("key %s", key).isNotNull();
        }
        instance.use(keys);
        assertThat(state.value()).isNull();
    }

    @Test
    void tablesOfTheBaseAreNamedAgainAndOnlyNewOnesAreStored() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            ValueState<byte[]> state = instance.bytes();
            instance.fill(state, KEYS);
            KeyedPiece first = take(instance, store, order(1, OptionalLong.empty()));
            assertThat(first.format()).isEqualTo("rocksdb");
            int stored = store.shared.size();
            assertThat(tables(first)).hasSize(stored).isNotEmpty();
            change(instance, state, KEYS);
            KeyedPiece second = take(instance, store, order(2, OptionalLong.of(1)));
            assertThat(store.shared).hasSize(stored + 1);
            assertThat(tables(second)).containsAll(tables(first)).hasSize(stored + 1);
            try (Instance restored = instance(second)) {
                assertHolds(restored, KEYS + 1);
            }
            try (Instance restored = instance(first)) {
                assertHolds(restored, KEYS);
            }
        }
    }

    @Test
    void anUnchangedStateStoresNothingAgain() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            KeyedPiece first = take(instance, store, order(1, OptionalLong.empty()));
            int stored = store.shared.size();
            KeyedPiece second = take(instance, store, order(2, OptionalLong.of(1)));
            assertThat(store.shared).hasSize(stored);
            assertThat(tables(second)).isEqualTo(tables(first));
        }
    }

    @Test
    void withoutABaseOrWithAnUnknownOneEverythingIsStored() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            KeyedPiece first = take(instance, store, order(1, OptionalLong.empty()));
            KeyedPiece full = take(instance, store, order(2, OptionalLong.empty()));
            assertThat(tables(full)).doesNotContainAnyElementsOf(tables(first));
            KeyedPiece unknown = take(instance, store, order(9, OptionalLong.of(8)));
            assertThat(tables(unknown)).doesNotContainAnyElementsOf(tables(first));
            assertThat(tables(unknown)).doesNotContainAnyElementsOf(tables(full));
        }
    }

    /** FLINK-24611, FLINK-25395: tables that only an aborted checkpoint has stored are not named again. */
    @Test
    void afterAnAbortedCheckpointTablesOfTheFormerBaseAreNamed() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            ValueState<byte[]> state = instance.bytes();
            instance.fill(state, KEYS);
            KeyedPiece first = take(instance, store, order(1, OptionalLong.empty()));
            change(instance, state, KEYS);
            KeyedPiece aborted = take(instance, store, order(2, OptionalLong.of(1)));
            KeyedPiece third = take(instance, store, order(3, OptionalLong.of(1)));
            assertThat(tables(third)).containsAll(tables(first)).hasSameSizeAs(tables(aborted));
            List<StoredBytes> ofTheAborted = new ArrayList<>(tables(aborted));
            ofTheAborted.removeAll(tables(first));
            assertThat(tables(third)).doesNotContainAnyElementsOf(ofTheAborted);
            try (Instance restored = instance(third)) {
                assertHolds(restored, KEYS + 1);
            }
        }
    }

    @Test
    void afterARestoreTablesOfTheRestoredCheckpointAreNamedAgain() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece first;
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            first = take(instance, store, order(5, OptionalLong.empty()));
        }
        int stored = store.shared.size();
        try (Instance restored = instance(first)) {
            KeyedPiece untouched = take(restored, store, order(6, OptionalLong.of(5)));
            assertThat(store.shared).as("FLINK-11094").hasSize(stored);
            assertThat(tables(untouched)).containsExactlyInAnyOrderElementsOf(tables(first));
            change(restored, restored.bytes(), KEYS);
            KeyedPiece changed = take(restored, store, order(7, OptionalLong.of(6)));
            assertThat(tables(changed)).containsAll(tables(first));
            try (Instance again = instance(changed)) {
                assertHolds(again, KEYS + 1);
            }
        }
    }

    /** NO_CLAIM: the request of the first checkpoint has no base. */
    @Test
    void afterARestoreWithoutABaseEverythingIsStored() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece first;
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            first = take(instance, store, order(5, OptionalLong.empty()));
        }
        try (Instance restored = instance(first)) {
            KeyedPiece full = take(restored, store, order(6, OptionalLong.empty()));
            assertThat(tables(full)).isNotEmpty().doesNotContainAnyElementsOf(tables(first));
        }
    }

    @Test
    void aSavepointIsPortableAndSoIsACheckpointThatIsNotIncremental() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            assertThat(take(instance, store, SnapshotOrder.portable(1)).format())
                    .isEqualTo(KeyedPiece.PORTABLE);
        }
        try (Instance instance = new Instance(Instance.in(directory))) {
            instance.fill(instance.bytes(), KEYS);
            KeyedPiece full = take(instance, store, order(1, OptionalLong.empty()));
            assertThat(full.format()).isEqualTo(KeyedPiece.PORTABLE);
            assertThat(store.shared).isEmpty();
        }
    }

    @Test
    void aPortableCheckpointIsRestoredByAnIncrementalInstanceAndTheOtherWayRound() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece portable;
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            portable = take(instance, store, SnapshotOrder.portable(1));
        }
        KeyedPiece files;
        try (Instance instance = instance(portable)) {
            files = take(instance, store, order(2, OptionalLong.of(1)));
            assertThat(files.format()).isEqualTo("rocksdb");
        }
        try (Instance instance = new Instance(Instance.in(directory), FakeStateHost.of("'op' (1/1)"), List.of(files))) {
            assertHolds(instance, KEYS);
        }
    }

    /** What is written after the cut is in no table of it, however much it is. */
    @Test
    void changesBehindTheCutAreNotInIt() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            ValueState<byte[]> state = instance.bytes();
            instance.fill(state, KEYS);
            try (KeyedSnapshot snapshot = instance.backend.snapshot(order(1, OptionalLong.empty()))) {
                instance.fill(state, 4 * KEYS);
                KeyedPiece piece = snapshot.write(store);
                assertThat(piece.format()).isEqualTo("rocksdb");
                try (Instance restored = instance(piece)) {
                    assertHolds(restored, KEYS);
                }
            }
        }
    }

    @Test
    void aTableThatCannotBeStoredFailsTheSnapshotAndTheNextOneStoresIt() throws Exception {
        RecordingStore store = new RecordingStore();
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            store.failing = true;
            assertThatThrownBy(() -> take(instance, store, order(1, OptionalLong.empty())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("disk full");
            store.failing = false;
            try (Instance restored = instance(take(instance, store, order(2, OptionalLong.empty())))) {
                assertHolds(restored, KEYS);
            }
        }
    }

    /** FLINK-25817, FLINK-7460, FLINK-14926, FLINK-21986. */
    @Test
    void nothingIsLeftOnTheDiskOfTheExecutor() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedSnapshot unwritten;
        KeyedPiece piece;
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            piece = take(instance, store, order(1, OptionalLong.empty()));
            unwritten = instance.backend.snapshot(order(2, OptionalLong.of(1)));
        }
        unwritten.close();
        instance(piece).close();
        try (Stream<Path> left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
    }

    /** The last of 256 key groups has no key behind it, so it cannot be deleted as a range. */
    @Test
    void eachOfTwoInstancesGetsItsHalfOfTheKeyGroups() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece piece;
        try (Instance all = ofGroups(new KeyGroupRange(0, 256))) {
            all.fill(all.bytes(), KEYS);
            piece = take(all, store, order(1, OptionalLong.empty()));
        }
        List<Long> found = new ArrayList<>();
        for (int half = 0; half < 2; half++) {
            KeyGroupRange groups = KeyGroupRange.of(half, 2, 256);
            try (Instance instance = ofGroups(groups, piece.restrictedTo(groups))) {
                NamespacedState<ValueState<byte[]>, Void> state = state(instance, Optional.empty());
                state.forEachKey(null, key -> {
                    found.add((Long) key);
                    assertThat(groups.contains(
                                    KeyGroups.groupOf(KeyHasher.of(Types.LONG).hash(key), 256)))
                            .isTrue();
                });
                KeyedPiece again = take(instance, store, order(2, OptionalLong.of(1)));
                assertThat(tables(again)).containsAll(tables(piece));
            }
        }
        assertThat(found).hasSize((int) KEYS).doesNotHaveDuplicates();
    }

    private Instance ofGroups(KeyGroupRange groups, KeyedPiece... restored) throws Exception {
        return new Instance(settings(), FakeStateHost.of("'op' (1/1)"), groups, 256, List.of(restored));
    }

    private static NamespacedState<ValueState<byte[]>, Void> state(Instance instance, Optional<Expiry> expiry) {
        ValueStateDescriptor<byte[]> descriptor =
                new ValueStateDescriptor<>("bytes", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return instance.backend.state(new StateSpec<>(descriptor, Namespaces.NONE, expiry));
    }

    /** By the machine's clock, so that the state is in the store that drops expired rows. */
    private record Aging(StateTtlConfig config) implements Expiry {
        static Optional<Expiry> after(Duration timeToLive) {
            return Optional.of(new Aging(StateTtlConfig.newBuilder(timeToLive).build()));
        }

        @Override
        public long nowMs() {
            return System.currentTimeMillis();
        }

        @Override
        public long lastUse(Object value) {
            return System.currentTimeMillis();
        }
    }

    @Test
    void stateWithATimeToLiveIsRestoredInItsStoreAndMovesOnlyWhenTheTimeIsAnother() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece piece;
        try (Instance instance = instance()) {
            instance.fill(state(instance, Aging.after(Duration.ofHours(1))).undivided(), KEYS);
            piece = take(instance, store, order(1, OptionalLong.empty()));
            assertThat(piece.format()).isEqualTo("rocksdb");
        }
        for (int hours = 1; hours <= 2; hours++) {
            try (Instance instance = instance(piece)) {
                NamespacedState<ValueState<byte[]>, Void> state = state(instance, Aging.after(Duration.ofHours(hours)));
                int stored = store.shared.size();
                KeyedPiece again = take(instance, store, order(2, OptionalLong.of(1)));
                assertThat(store.shared.size() > stored).isEqualTo(hours == 2);
                int[] keys = new int[1];
                state.forEachKey(null, key -> keys[0]++);
                assertThat(keys[0]).isEqualTo((int) KEYS);
                try (Instance restored = instance(again)) {
                    state(restored, Aging.after(Duration.ofHours(hours))).forEachKey(null, key -> keys[0]++);
                    assertThat(keys[0]).isEqualTo(2 * (int) KEYS);
                }
            }
        }
    }

    @Test
    void aDamagedDescriptionIsRefused() throws Exception {
        RecordingStore store = new RecordingStore();
        KeyedPiece piece;
        try (Instance instance = instance()) {
            instance.fill(instance.bytes(), KEYS);
            piece = take(instance, store, order(1, OptionalLong.empty()));
        }
        KeyedPiece shortened = new KeyedPiece(
                piece.format(),
                piece.groups(),
                piece.offsets(),
                piece.bytes().subList(0, piece.bytes().size() - 1));
        assertThatThrownBy(() -> instance(shortened)).hasMessageContaining("the description of RocksDB files names");
        assertThat(Optional.of(directory.toFile().list())).hasValue(new String[0]);
    }
}
