package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.SnapshotStore.SnapshotStream;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import dev.weft.engine.types.KeyGroupRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies of state on the executor's disk: what is read from them, what is not, and what is left. */
class LocalCopiesTest {

    private static final OperatorId OPERATOR = new OperatorId("00000000000000000000000000000002");
    private static final ExecutionAttemptId WRITER =
            new ExecutionAttemptId(new VertexId("0123456789abcdef0123456789abcdef"), 3, 1, 2);

    @TempDir
    private Path root;

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private static final class AtOnce implements IoExecutor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }

        @Override
        public void close() {}
    }

    private LocalCopies copies() {
        return new LocalCopies(List.of(root), new AtOnce());
    }

    private SnapshotStore store(LocalCopies copies, long checkpoint, CheckpointRequest.Kind kind) {
        CheckpointRequest request = new CheckpointRequest(
                checkpoint,
                0,
                kind,
                CheckpointRequest.Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                CheckpointRequest.Next.GO_ON,
                files.address() + "/job/chk-" + checkpoint,
                OptionalLong.empty());
        return copies.keeping(request, SnapshotStores.of(request, new SnapshotSettings(4, true), WRITER));
    }

    private SnapshotStore store(LocalCopies copies, long checkpoint) {
        return store(copies, checkpoint, CheckpointRequest.Kind.CHECKPOINT);
    }

    private static byte[] content(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (i * 31);
        }
        return bytes;
    }

    private static StoredBytes written(SnapshotStream stream, int length) throws IOException {
        try (stream) {
            stream.write(content(length));
            return stream.finish();
        }
    }

    /** Stores this state for a checkpoint. */
    private StoredBytes stored(LocalCopies copies, long checkpoint, int length) throws IOException {
        SnapshotStore store = store(copies, checkpoint);
        StoredBytes bytes = written(store.create(), length);
        Completed.complete(store);
        return bytes;
    }

    /** The bytes as a task has them that goes on from them. */
    private static StoredBytes restored(StoredBytes bytes, Optional<LocalCopies> copies) {
        KeyedPiece piece = new KeyedPiece("f", new KeyGroupRange(0, 1), new long[1], List.of(bytes));
        OperatorPieces pieces = new OperatorPieces(OptionalLong.of(1), List.of(piece), List.of());
        return StateCodec.decode(StateCodec.encode(Map.of(OPERATOR, pieces)), ReadWatch.NONE, new LocalReads(copies))
                .get(OPERATOR)
                .keyed()
                .get(0)
                .bytes()
                .get(0);
    }

    private List<Path> local() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(file -> file.getFileName().toString().startsWith("copy-"))
                    .toList();
        }
    }

    private static void change(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void stateIsReadFromTheLocalCopyWithoutTheCheckpointStorage() throws IOException {
        LocalCopies copies = copies();
        for (int length : new int[] {5, 100_000, 3 << 20}) {
            StoredBytes bytes = restored(stored(copies, length, length), Optional.of(copies));
            files.crashAt(files.operations());
            assertThat(bytes.localFile()).isPresent();
            assertThat(bytes.open(0).readAllBytes()).isEqualTo(content(length));
            assertThat(bytes.open(3).readAllBytes()).isEqualTo(Arrays.copyOfRange(content(length), 3, length));
            files.restart();
        }
    }

    @Test
    void withoutTheSettingTheCheckpointStorageIsRead() throws IOException {
        LocalCopies copies = copies();
        StoredBytes bytes = stored(copies, 1, 100);
        change(local().get(0));
        assertThat(restored(bytes, Optional.empty()).open(0).readAllBytes()).isEqualTo(content(100));
    }

    /** KAFKA-7192, KAFKA-10362, KAFKA-16017, KAFKA-20685: what a crash or another writer left is not taken for the state. */
    @Test
    void aDamagedCopyIsNotedAndTheCheckpointStorageIsReadInstead() throws IOException {
        LocalCopies copies = copies();
        StoredBytes changed = stored(copies, 1, 100_000);
        change(local().get(0));
        assertThat(restored(changed, Optional.of(copies)).open(0).readAllBytes())
                .isEqualTo(content(100_000));
        assertThat(local()).as("it is of no use").isEmpty();

        StoredBytes cut = stored(copies, 2, 100);
        Files.write(local().get(0), new byte[1], StandardOpenOption.APPEND);
        assertThat(restored(cut, Optional.of(copies)).open(0).readAllBytes()).isEqualTo(content(100));

        StoredBytes missing = stored(copies, 3, 200);
        Files.delete(local().get(0));
        assertThat(restored(missing, Optional.of(copies)).open(0).readAllBytes())
                .isEqualTo(content(200));
    }

    @Test
    void aCopyGoesWhenALaterCheckpointIsCompleteThatDoesNotNameIt() throws IOException {
        LocalCopies copies = copies();
        Path table = Files.write(root.resolve("7.sst"), content(1000));
        SnapshotStore first = store(copies, 1);
        StoredBytes shared = written(first.createShared(table), 1000);
        written(first.create(), 100);
        Completed.complete(first);
        copies.completed(1);
        assertThat(local()).hasSize(2);
        SnapshotStore second = store(copies, 2);
        second.namedAgain(restored(shared, Optional.of(copies)), table);
        written(second.create(), 200);
        Completed.complete(second);
        assertThat(local()).as("the second may fail").hasSize(3);
        copies.completed(2);
        assertThat(local()).hasSize(2);
        Files.delete(table);
        assertThat(restored(shared, Optional.of(copies)).localFile()).isPresent();
        stored(copies, 3, 300);
        copies.completed(3);
        assertThat(local()).hasSize(1);
        assertThat(restored(shared, Optional.of(copies)).localFile()).isEmpty();
        assertThat(restored(shared, Optional.of(copies)).open(0).readAllBytes()).isEqualTo(content(1000));
    }

    @Test
    void aTableOfAnotherExecutorIsLinkedWhenItIsNamedAgain() throws IOException {
        LocalCopies copies = copies();
        Path table = Files.write(root.resolve("7.sst"), content(1000));
        StoredBytes elsewhere = written(store(copies(), 1).createShared(), 1000);
        store(copies, 2).namedAgain(elsewhere, table);
        assertThat(restored(elsewhere, Optional.of(copies)).open(0).readAllBytes())
                .isEqualTo(content(1000));
        assertThat(restored(elsewhere, Optional.of(copies)).localFile()).isPresent();
    }

    @Test
    void anAbortedCheckpointASavepointAndAStreamThatIsNotFinishedLeaveNothing() throws IOException {
        LocalCopies copies = copies();
        stored(copies, 1, 100);
        copies.completed(1);
        List<Path> kept = local();
        stored(copies, 2, 100);
        copies.aborted(2);
        assertThat(local()).isEqualTo(kept);
        SnapshotStore savepoint = store(copies, 3, CheckpointRequest.Kind.CANONICAL_SAVEPOINT);
        written(savepoint.create(), 100);
        copies.completed(3);
        assertThat(local()).isEqualTo(kept);
        try (SnapshotStream out = store(copies, 4).create()) {
            out.write(content(3 << 20));
        }
        assertThat(local()).isEqualTo(kept);
    }

    @Test
    void stateThatTravelsInMessagesHasNoCopy() throws IOException {
        stored(copies(), 1, 4);
        assertThat(local()).isEmpty();
    }

    @Test
    void aDiskThatIsGoneDoesNotHarmACheckpoint() throws IOException {
        Path file = Files.write(root.resolve("file"), new byte[0]);
        LocalCopies copies = new LocalCopies(List.of(file.resolve("directory")), new AtOnce());
        StoredBytes bytes = stored(copies, 1, 100);
        assertThat(restored(bytes, Optional.of(copies)).open(0).readAllBytes()).isEqualTo(content(100));
    }

    /** KAFKA-9891 */
    @Test
    void theEndOfTheJobAndTheNextProcessDeleteEverything() throws IOException {
        LocalCopies copies = copies();
        stored(copies, 1, 100);
        Path abandoned = Files.createDirectory(root.resolve("weft-local-of-a-dead-process"));
        Files.write(abandoned.resolve("lock"), new byte[0]);
        Files.write(abandoned.resolve("copy-1"), new byte[1]);
        LocalCopies others = copies();
        stored(others, 3, 100);
        assertThat(abandoned).doesNotExist();
        assertThat(local()).hasSize(2);
        copies.close();
        others.close();
        stored(copies, 2, 100);
        assertThat(root).isEmptyDirectory();
    }
}
