package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.configuration.Configuration;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Snapshots whose changes are written in steps by the task's thread: what fails, and what nobody waits for any more. */
@Timeout(60)
class StepwiseSnapshotTest {

    private static final int KEYS = 50;
    private static final String BAD = "bad";

    private final TaskThread thread = new TaskThread();
    private final KeyContext keys = new KeyContext();
    private final KeyHasher hasher = KeyHasher.of(Types.LONG);
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private final KeyedStateBackend backend = open(List.of());
    private final ValueState<String> texts = texts(backend);

    StepwiseSnapshotTest() throws Exception {}

    /** Refuses one text. */
    public static final class Choosy extends TypeSerializerSingleton<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public boolean isImmutableType() {
            return true;
        }

        @Override
        public String createInstance() {
            return "";
        }

        @Override
        public String copy(String from) {
            return from;
        }

        @Override
        public String copy(String from, String reuse) {
            return from;
        }

        @Override
        public int getLength() {
            return -1;
        }

        @Override
        public void serialize(String value, DataOutputView target) throws IOException {
            if (value.equals(BAD)) {
                throw new IOException("refused");
            }
            target.writeUTF(value);
        }

        @Override
        public String deserialize(DataInputView source) throws IOException {
            return source.readUTF();
        }

        @Override
        public String deserialize(String reuse, DataInputView source) throws IOException {
            return deserialize(source);
        }

        @Override
        public void copy(DataInputView source, DataOutputView target) throws IOException {
            target.writeUTF(source.readUTF());
        }

        @Override
        public TypeSerializerSnapshot<String> snapshotConfiguration() {
            return new Snapshot();
        }

        /** Compatible with itself. */
        public static final class Snapshot extends SimpleTypeSerializerSnapshot<String> {
            public Snapshot() {
                super(Choosy::new);
            }
        }
    }

    private KeyedStateBackend open(List<KeyedPiece> restored) throws Exception {
        return open(restored, 1, thread);
    }

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    private KeyedStateBackend open(List<KeyedPiece> restored, int step, Executor task) throws Exception {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        return Backends.of(new Configuration(), new RocksDbBackend.Limits(1 << 14, step), Optional.of(task))
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, hasher),
                        new KeyGroupRange(0, 8),
                        8,
                        FakeStateHost.of("'op' (1/1)"),
                        restored));
    }

    private static ValueState<String> texts(KeyedStateBackend of) {
        return of.state(new StateSpec<>(
                        new ValueStateDescriptor<>("texts", new Choosy()), Namespaces.NONE, Optional.empty()))
                .undivided();
    }

    @AfterEach
    void stop() throws Exception {
        backend.close();
        writer.shutdownNow();
        assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    private void put(long key, String text) throws IOException {
        keys.use(key, hasher.hash(key));
        texts.update(text);
    }

    private void putAll(String text) throws IOException {
        for (long key = 0; key < KEYS; key++) {
            put(key, text + key);
        }
    }

    private void assertHoldsAll(KeyedSnapshot snapshot, String text) throws Exception {
        KeyedPiece piece = snapshot.write(new MemorySnapshotStore());
        snapshot.close();
        KeyedStateBackend restored = open(List.of(piece));
        try {
            ValueState<String> found = texts(restored);
            for (long key = 0; key < KEYS; key++) {
                keys.use(key, hasher.hash(key));
                assertThat(found.value()).isEqualTo(text + key);
            }
        } finally {
            restored.close();
        }
    }

    @Test
    void aValueThatCannotBeWrittenFailsTheSnapshotAndTheNextOneStillHoldsEverythingElse() throws Exception {
        putAll("a");
        put(KEYS / 2, BAD);
        KeyedSnapshot failing = backend.snapshot();
        assertThatThrownBy(() -> failing.write(new MemorySnapshotStore()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'texts'")
                .hasMessageContaining("refused");
        failing.close();
        put(KEYS / 2, "a" + KEYS / 2);
        assertHoldsAll(backend.snapshot(), "a");
    }

    @Test
    void aWriterThatWaitsForTheTaskEndsWhenItsSnapshotIsClosed() throws Exception {
        putAll("a");
        KeyedSnapshot closed = backend.snapshot();
        Future<KeyedPiece> written = writer.submit(() -> closed.write(new MemorySnapshotStore()));
        closed.close();
        assertThatThrownBy(written::get)
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("the snapshot is closed");
        assertHoldsAll(backend.snapshot(), "a");
    }

    @Test
    void moreSnapshotsAreGivenUpThanThereAreGenerationsAndTheNextOneStillHoldsEverything() throws Exception {
        putAll("a");
        for (int i = 0; i < 600; i++) {
            backend.snapshot().close();
            put(i % 7, "a" + i % 7);
        }
        KeyedSnapshot last = backend.snapshot();
        putAll("b");
        assertHoldsAll(last, "a");
        assertHoldsAll(backend.snapshot(), "b");
    }

    @Test
    void aStepThatMayWriteManyValuesWritesFewLargeOnes() throws Exception {
        int[] steps = new int[1];
        KeyedStateBackend large = open(List.of(), Integer.MAX_VALUE, step -> {
            steps[0]++;
            step.run();
        });
        try {
            ValueState<String> values = texts(large);
            for (long key = 0; key < KEYS; key++) {
                keys.use(key, hasher.hash(key));
                values.update("x".repeat(60_000) + key);
            }
            assertHoldsAll(large.snapshot(), "x".repeat(60_000));
        } finally {
            large.close();
        }
        assertThat(steps[0]).as("steps after the one at the barrier, for 3 MB").isBetween(2, 3);
    }

    @Test
    void aSecondSnapshotFinishesTheFirst() throws Exception {
        putAll("a");
        KeyedSnapshot first = backend.snapshot();
        putAll("b");
        KeyedSnapshot second = backend.snapshot();
        putAll("c");
        assertHoldsAll(second, "b");
        assertHoldsAll(first, "a");
    }
}
