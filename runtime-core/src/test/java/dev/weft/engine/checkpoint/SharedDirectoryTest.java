package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.ExecutionAttemptId;
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
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Files that several checkpoints name, on a file system that fails. S-CP-8, S-CP-9, S-FS-5, R-HDFS-3, I-CLEAN. */
class SharedDirectoryTest {

    private static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");
    private static final String ROOT = "/c/" + JOB.toHexString();
    private static final ExecutionAttemptId WRITER =
            new ExecutionAttemptId(new VertexId("00000000000000000000000000000001"), 0, 0, 1);
    private static final KeyGroupRange GROUPS = new KeyGroupRange(0, 1);

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private static CheckpointStorage storage(CrashingFileSystem disk) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.dir", disk.address() + "/c");
        return CheckpointStorage.of(CheckpointSettings.of(settings), JOB, new Random(5));
    }

    private static SnapshotStore store(String directory, long id, CheckpointRequest.Kind kind) {
        return SnapshotStores.of(
                new CheckpointRequest(
                        id,
                        0,
                        kind,
                        CheckpointRequest.Alignment.ALIGNED,
                        CheckpointRequest.NEVER,
                        CheckpointRequest.Next.GO_ON,
                        directory,
                        OptionalLong.empty()),
                new SnapshotSettings(4, false),
                WRITER);
    }

    private static StoredBytes shared(SnapshotStore store, int content) throws IOException {
        try (SnapshotStream out = store.createShared()) {
            out.write(new byte[] {(byte) content, 1, 2, 3, 4});
            return out.finish();
        }
    }

    private static CheckpointMetadata naming(long id, List<StoredBytes> bytes) {
        KeyedPiece piece = new KeyedPiece("tables", GROUPS, new long[1], bytes);
        OperatorPieces pieces = new OperatorPieces(OptionalLong.of(id), List.of(piece), List.of());
        OperatorCheckpoint operator = new OperatorCheckpoint(
                new OperatorId("00000000000000000000000000000002"),
                "Count",
                1,
                1,
                Map.of(0, new InstanceCheckpoint(pieces, false)),
                Optional.empty());
        return new CheckpointMetadata(id, id, CheckpointRequest.Kind.CHECKPOINT, List.of(operator));
    }

    private static List<StoredBytes> bytesOf(CheckpointMetadata metadata) {
        return metadata.operators()
                .get(0)
                .instances()
                .get(0)
                .pieces()
                .keyed()
                .get(0)
                .bytes();
    }

    @Test
    void sharedFilesAreBesideTheCheckpointsAndAreNamedByWriterAndCheckpoint() throws IOException {
        CheckpointStorage storage = storage(files);
        String directory = storage.prepare(3);
        StoredBytes bytes = shared(store(directory, 3, CheckpointRequest.Kind.CHECKPOINT), 7);
        assertThat(bytes.isShared()).isTrue();
        assertThat(files.paths()).containsExactly(ROOT + "/shared/" + WRITER + "-3-1");
        storage.complete(directory, naming(3, List.of(bytes)));
        CheckpointMetadata read = storage.read(directory);
        assertThat(bytesOf(read)).containsExactly(bytes);
        assertThat(read.sharedFiles()).containsExactly(((FileBytes) bytes).file());
    }

    @Test
    void smallOnesStandInTheMetadata() throws IOException {
        SnapshotStore store = store(storage(files).prepare(3), 3, CheckpointRequest.Kind.CHECKPOINT);
        try (SnapshotStream out = store.createShared()) {
            out.write(new byte[4]);
            assertThat(out.finish().isShared()).isFalse();
        }
        assertThat(files.paths()).isEmpty();
        try (SnapshotStream out = store.createShared()) {
            out.write(1);
            assertThat(out.finish().isShared())
                    .as("there may be many small ones, so together they are not more than one state")
                    .isTrue();
        }
        assertThat(files.paths()).hasSize(1);
    }

    @Test
    void aSavepointHasAllItsFilesInItsDirectory() throws IOException {
        String directory = storage(files).prepareSavepoint(files.address() + "/s");
        SnapshotStore store = store(directory, 3, CheckpointRequest.Kind.NATIVE_SAVEPOINT);
        StoredBytes bytes = shared(store, 7);
        Completed.complete(store);
        assertThat(bytes.isShared()).isFalse();
        assertThat(((FileBytes) bytes).file()).startsWith(directory + "/");
    }

    /** FLINK-30461. */
    @Test
    void anAbandonedSnapshotLeavesNoSharedFiles() throws IOException {
        SnapshotStore store = store(storage(files).prepare(3), 3, CheckpointRequest.Kind.CHECKPOINT);
        shared(store, 1);
        shared(store, 2);
        SnapshotStream unfinished = store.createShared();
        unfinished.write(new byte[100]);
        assertThat(files.paths()).hasSize(3);
        unfinished.close();
        store.abandon();
        assertThat(files.paths()).isEmpty();
    }

    /** FLINK-10855, FLINK-32086: what is there is what retained checkpoints name. */
    @Test
    void theReleaseOfAJobDeletesWhatNoRetainedCheckpointNames() throws IOException {
        CheckpointStorage storage = storage(files);
        String directory = storage.prepare(1);
        SnapshotStore store = store(directory, 1, CheckpointRequest.Kind.CHECKPOINT);
        StoredBytes named = shared(store, 1);
        shared(store, 2);
        storage.complete(directory, naming(1, List.of(named)));
        storage.release();
        assertThat(files.paths()).containsExactly(ROOT + "/chk-1/_metadata", ROOT + "/shared/" + WRITER + "-1-1");
    }

    /** FLINK-7783: reading never deletes. */
    @Test
    void nothingSharedIsDeletedWhileARetainedCheckpointCannotBeRead() throws IOException {
        CheckpointStorage storage = storage(files);
        String directory = storage.prepare(1);
        StoredBytes named = shared(store(directory, 1, CheckpointRequest.Kind.CHECKPOINT), 1);
        storage.complete(directory, naming(1, List.of(named)));
        files.truncate(ROOT + "/chk-1/_metadata", 20);
        assertThatThrownBy(storage::release).hasMessageContaining("cut off");
        assertThat(files.paths()).hasSize(2);
    }

    @Test
    void aDisposedCheckpointTakesTheSharedFilesWithItThatNoOtherNames() throws IOException {
        CheckpointStorage storage = storage(files);
        String first = storage.prepare(1);
        SnapshotStore store = store(first, 1, CheckpointRequest.Kind.CHECKPOINT);
        StoredBytes a = shared(store, 1);
        StoredBytes b = shared(store, 2);
        storage.complete(first, naming(1, List.of(a, b)));
        String second = storage.prepare(2);
        storage.complete(second, naming(2, List.of(b)));
        Savepoints.dispose(first);
        assertThat(files.paths()).containsExactly(ROOT + "/chk-2/_metadata", ROOT + "/shared/" + WRITER + "-1-2");
        Savepoints.dispose(second);
        assertThat(files.paths()).isEmpty();
    }

    /**
     * A job with two retained checkpoints, each of which names some tables of the one before, crashes at every operation. What
     * is complete then has all its tables; when all are discarded nothing is left.
     */
    @Test
    void aCrashAnywhereTakesNoTableFromACompleteCheckpoint() throws IOException {
        for (int seed = 0; seed < 6; seed++) {
            for (int at = 0; ; at++) {
                CrashingFileSystem disk = new CrashingFileSystem(seed * 10_000L + at);
                disk.crashAt(at);
                Job job = new Job(disk, new Random(seed));
                try {
                    job.run();
                } catch (IOException e) {
                    assertThat(e).hasMessageNotContaining("damaged");
                }
                boolean crashed = disk.hasFailed();
                disk.restart();
                job.check("seed " + seed + ", crash at " + at);
                if (!crashed) {
                    assertThat(disk.paths()).isEmpty();
                    break;
                }
            }
        }
    }

    private static final class Job {
        private final CrashingFileSystem disk;
        private final Random random;
        private final CheckpointStorage storage;
        private final SharedFiles shared = new SharedFiles();
        private final TreeMap<Long, String> retained = new TreeMap<>();
        private final TreeMap<Long, List<Integer>> contents = new TreeMap<>();
        private final TreeSet<Long> deleting = new TreeSet<>();
        private List<StoredBytes> base = List.of();
        private List<Integer> baseContents = List.of();
        private int made;

        Job(CrashingFileSystem disk, Random random) {
            this.disk = disk;
            this.random = random;
            this.storage = storage(disk);
        }

        void run() throws IOException {
            for (long id = 1; id <= 5; id++) {
                take(id);
                if (retained.size() > 2) {
                    discard(retained.firstKey());
                }
            }
            while (!retained.isEmpty()) {
                discard(retained.firstKey());
            }
            storage.release();
        }

        private void take(long id) throws IOException {
            String directory = storage.prepare(id);
            shared.triggered(id, retained.isEmpty() ? OptionalLong.empty() : OptionalLong.of(retained.lastKey()));
            SnapshotStore store = store(directory, id, CheckpointRequest.Kind.CHECKPOINT);
            List<StoredBytes> bytes = new ArrayList<>();
            List<Integer> content = new ArrayList<>();
            for (int i = 0; i < base.size(); i++) {
                if (random.nextBoolean()) {
                    bytes.add(base.get(i));
                    content.add(baseContents.get(i));
                }
            }
            for (int i = 0; i < 2; i++) {
                bytes.add(shared(store, ++made));
                content.add(made);
            }
            CheckpointMetadata metadata = naming(id, bytes);
            shared.acknowledged(id, metadata.sharedFiles());
            if (random.nextInt(4) == 0) {
                storage.discard(directory, shared.aborted(id));
                return;
            }
            contents.put(id, content);
            storage.complete(directory, metadata);
            storage.discard("", shared.completed(id));
            retained.put(id, directory);
            base = bytes;
            baseContents = content;
        }

        private void discard(long id) throws IOException {
            deleting.add(id);
            storage.discard(retained.remove(id), shared.discarded(id));
        }

        void check(String when) throws IOException {
            CheckpointStorage after = storage(disk);
            for (Map.Entry<Long, List<Integer>> each : contents.entrySet()) {
                CheckpointMetadata metadata;
                try {
                    metadata = after.read(disk.address() + ROOT + "/chk-" + each.getKey());
                } catch (IOException e) {
                    assertThat(e).as(when).message().containsAnyOf("does not exist", "holds no complete checkpoint");
                    assertThat(retained.containsKey(each.getKey()) && !deleting.contains(each.getKey()))
                            .as("checkpoint %s is lost, %s", each.getKey(), when)
                            .isFalse();
                    continue;
                }
                List<StoredBytes> bytes = bytesOf(metadata);
                for (int i = 0; i < bytes.size(); i++) {
                    try (InputStream in = bytes.get(i).open(0)) {
                        assertThat(in.read()).as(when).isEqualTo(each.getValue().get(i));
                    }
                }
            }
        }
    }
}
