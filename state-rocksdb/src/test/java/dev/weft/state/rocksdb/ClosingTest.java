package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.testing.FakeStateHost;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An instance may be closed at any moment: freed native memory is never accessed, and nothing is left behind. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ClosingTest {

    private final ExecutorService writer = Executors.newSingleThreadExecutor();

    @TempDir
    Path directory;

    @AfterEach
    void stop() throws Exception {
        writer.shutdownNow();
        assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    /** Stops in the middle of the writing until it is let go. */
    private static final class Gate implements SnapshotStore {
        private final SnapshotStore store = new MemorySnapshotStore();
        private final CountDownLatch arrived = new CountDownLatch(1);
        private final CountDownLatch open = new CountDownLatch(1);

        @Override
        public SnapshotStream create() throws IOException {
            SnapshotStream stream = store.create();
            return new SnapshotStream() {
                @Override
                public void write(int b) throws IOException {
                    stream.write(b);
                }

                @Override
                public void write(byte[] b, int off, int len) throws IOException {
                    arrived.countDown();
                    try {
                        open.await();
                    } catch (InterruptedException e) {
                        throw new InterruptedIOException();
                    }
                    stream.write(b, off, len);
                }

                @Override
                public long position() throws IOException {
                    return stream.position();
                }

                @Override
                public StoredBytes finish() throws IOException {
                    return stream.finish();
                }

                @Override
                public void close() throws IOException {
                    stream.close();
                }
            };
        }
    }

    @Test
    void aSnapshotThatIsBeingWrittenIsFinishedAlthoughTheInstanceIsClosed() throws Exception {
        Gate gate = new Gate();
        Instance instance = new Instance(Instance.in(directory));
        instance.fill(instance.bytes(), 3000);
        KeyedSnapshot snapshot = instance.backend.snapshot();
        Future<KeyedPiece> piece = writer.submit(() -> snapshot.write(gate));
        gate.arrived.await();
        instance.close();
        assertThat(directory).isNotEmptyDirectory();
        gate.open.countDown();
        try (Instance restored =
                new Instance(Instance.in(directory), FakeStateHost.of("restored"), List.of(piece.get()))) {
            ValueState<byte[]> state = restored.bytes();
            for (long key = 0; key < 3000; key++) {
                restored.use(key);
                assertThat(state.value()).hasSize(Instance.VALUE_BYTES);
            }
        }
        snapshot.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aSnapshotThatIsClosedWithTheInstanceStopsItsWriter() throws Exception {
        Gate gate = new Gate();
        Instance instance = new Instance(Instance.in(directory));
        instance.fill(instance.bytes(), 3000);
        KeyedSnapshot snapshot = instance.backend.snapshot();
        Future<KeyedPiece> piece = writer.submit(() -> snapshot.write(gate));
        gate.arrived.await();
        snapshot.close();
        snapshot.close();
        instance.close();
        gate.open.countDown();
        assertThatThrownBy(piece::get).hasMessageContaining("the snapshot is closed");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void closingTwiceGivesBackOnce() throws Exception {
        Instance instance = new Instance(Instance.in(directory));
        instance.fill(instance.bytes(), 100);
        instance.close();
        instance.close();
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void stateIsNotReadOrWrittenAfterItWasClosed() throws Exception {
        Instance instance = new Instance(Instance.in(directory));
        ValueState<byte[]> state = instance.bytes();
        MapState<Long, Long> map =
                instance.state(new MapStateDescriptor<>("map", Types.LONG, Types.LONG), Optional.empty());
        instance.fill(state, 2000);
        instance.use(1);
        for (long i = 0; i < 5000; i++) {
            map.put(i, i);
        }
        instance.backend.snapshot().close();
        Iterator<Map.Entry<Long, Long>> entries = map.iterator();
        entries.next();
        instance.close();
        assertThatThrownBy(() -> instance.read(state, 2000)).hasMessageContaining("'op' (1/1) is closed");
        assertThatThrownBy(() -> instance.fill(state, 2000)).hasMessageContaining("'op' (1/1) is closed");
        assertThatThrownBy(() -> entries.forEachRemaining(entry -> {})).hasMessageContaining("'op' (1/1) is closed");
        assertThatThrownBy(instance.backend::snapshot).hasMessageContaining("closed");
        assertThatThrownBy(() ->
                        instance.state(new MapStateDescriptor<>("another", Types.LONG, Types.LONG), Optional.empty()))
                .hasMessageContaining("'op' (1/1) is closed");
        assertThat(directory).isEmptyDirectory();
    }

    /** FLINK-5465, FLINK-35580. */
    @Test
    void anInstanceIsClosedWhileRocksDbFlushesAndCompacts() throws Exception {
        for (int rows : new int[] {1_500, 4_000, 12_000}) {
            Instance instance = new Instance(Instance.in(directory));
            instance.fill(instance.bytes(), rows);
            instance.close();
            assertThat(directory).isEmptyDirectory();
        }
    }

    @Test
    void whatCannotBeRestoredLeavesNothing() throws Exception {
        KeyedPiece piece;
        try (Instance instance = new Instance(Instance.in(directory))) {
            instance.fill(instance.bytes(), 2000);
            piece = instance.saved();
        }
        StoredBytes whole = piece.bytes().get(0);
        StoredBytes cut = new StoredBytes() {
            @Override
            public long length() {
                return whole.length() / 2;
            }

            @Override
            public InputStream open(long offset) throws IOException {
                try (InputStream in = whole.open(0)) {
                    return new ByteArrayInputStream(in.readNBytes((int) length()), (int) offset, (int) length());
                }
            }
        };
        KeyedPiece damaged = new KeyedPiece(piece.format(), piece.groups(), piece.offsets(), List.of(cut));
        assertThatThrownBy(() -> new Instance(Instance.in(directory), FakeStateHost.of("'op' (1/1)"), List.of(damaged)))
                .isInstanceOf(IOException.class);
        assertThat(directory).isEmptyDirectory();
    }
}
