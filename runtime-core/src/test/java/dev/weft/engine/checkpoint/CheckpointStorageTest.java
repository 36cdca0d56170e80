package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.Path;
import dev.weft.engine.checkpoint.CheckpointMetadata.InstanceCheckpoint;
import dev.weft.engine.checkpoint.CheckpointMetadata.OperatorCheckpoint;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.UnkeyedPiece;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.SnapshotStore.SnapshotStream;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointStorageTest {

    private static final JobID JOB = JobID.fromHexString("0123456789abcdef0123456789abcdef");
    private static final JobID OTHER = JobID.fromHexString("ffffffffffffffffffffffffffffffff");
    private static final VertexId VERTEX = new VertexId("00000000000000000000000000000001");

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private static CheckpointStorage storage(String directory, JobID job, String... more) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.dir", directory);
        for (int i = 0; i < more.length; i += 2) {
            settings.setString(more[i], more[i + 1]);
        }
        return CheckpointStorage.of(CheckpointSettings.of(settings), job, new Random(5));
    }

    private CheckpointStorage storage() {
        return storage(files.address() + "/c", JOB);
    }

    /** A checkpoint with one state inline and one in a file, whose contents are given by its id. */
    private static CheckpointMetadata written(String directory, long id) throws IOException {
        Map<Integer, InstanceCheckpoint> instances = new TreeMap<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            ExecutionAttemptId writer = new ExecutionAttemptId(VERTEX, subtask, 0, 1);
            SnapshotStore store = SnapshotStores.of(directory, new SnapshotSettings(100, id % 2 == 0), writer);
            try (SnapshotStream out = store.create()) {
                out.write(contents(id, subtask));
                instances.put(
                        subtask,
                        new InstanceCheckpoint(
                                new OperatorPieces(
                                        OptionalLong.of(id),
                                        List.of(),
                                        List.of(new UnkeyedPiece(Map.of(), out.finish()))),
                                false));
            }
            Completed.complete(store);
        }
        return new CheckpointMetadata(
                id,
                1000 * id,
                Kind.CHECKPOINT,
                List.of(new OperatorCheckpoint(
                        new OperatorId("00000000000000000000000000000002"),
                        "Count",
                        2,
                        128,
                        instances,
                        Optional.empty())));
    }

    private static byte[] contents(long id, int subtask) {
        byte[] bytes = new byte[subtask == 0 ? 100 : 70_000];
        new Random(id).nextBytes(bytes);
        return bytes;
    }

    /** Reading it fails with this message, and a restart would not help. */
    private static void assertRefused(CheckpointStorage storage, String address, String message) {
        assertThatThrownBy(() -> storage.read(address))
                .hasMessage(message)
                .satisfies(
                        refused -> assertThat(StorageFailures.mayPass(refused)).isFalse());
    }

    private static void assertHolds(CheckpointMetadata metadata, long id) throws IOException {
        assertThat(metadata.checkpointId()).isEqualTo(id);
        for (Map.Entry<Integer, InstanceCheckpoint> each :
                metadata.operators().get(0).instances().entrySet()) {
            try (InputStream in =
                    each.getValue().pieces().unkeyed().get(0).bytes().open(0)) {
                assertThat(in.readAllBytes()).isEqualTo(contents(id, each.getKey()));
            }
        }
    }

    @Test
    void aCheckpointIsInADirectoryOfItsOwnAmongThoseOfItsJob() throws IOException {
        CheckpointStorage storage = storage();
        String directory = storage.prepare(3);
        String root = "/c/" + JOB.toHexString();
        assertThat(directory).isEqualTo(files.address() + root + "/chk-3");
        assertThat(files.directories()).contains(root + "/shared", root + "/taskowned");
        String address = storage.complete(directory, written(directory, 3));
        assertThat(files.paths()).containsExactly(root + "/chk-3/" + VERTEX + "_1_1.0-1", root + "/chk-3/_metadata");
        assertThat(address).isEqualTo(directory);
        assertHolds(storage.read(address), 3);
        assertHolds(storage.read(address + "/_metadata"), 3);
        assertThat(storage().open()).isEqualTo(3);
    }

    @Test
    void anAddressNamesItsFileSystemInFull() {
        assertThat(CheckpointFileSystems.qualified(new Path("crashing:///c/d"), files))
                .hasToString(files.address() + "/c/d");
        assertThat(CheckpointFileSystems.qualified(new Path("/c/d"), files)).hasToString(files.address() + "/c/d");
        assertThat(CheckpointFileSystems.qualified(new Path("other://host/c"), files))
                .hasToString("other://host/c");
    }

    @Test
    void aDiscardedCheckpointLeavesNothingAndAReleasedStorageNeither() throws IOException {
        CheckpointStorage storage = storage();
        String directory = storage.prepare(1);
        storage.complete(directory, written(directory, 1));
        written(storage.prepare(2), 2);
        storage.discard(directory, List.of());
        storage.discard(directory, List.of());
        assertThat(files.directories()).noneMatch(name -> name.endsWith("chk-1"));
        storage.release();
        assertThat(files.paths()).isEmpty();
        assertThat(files.directories()).containsExactly("/", "/c");
    }

    @Test
    void aRetainedCheckpointOutlivesTheReleaseOfItsJob() throws IOException {
        CheckpointStorage storage = storage();
        String directory = storage.prepare(1);
        storage.complete(directory, written(directory, 1));
        written(storage.prepare(2), 2);
        storage.release();
        assertHolds(storage.read(directory), 1);
        assertThat(files.directories()).noneMatch(name -> name.endsWith("chk-2"));
    }

    /** FLINK-35217, FLINK-7783, FLINK-22502: S-FS-2. A crash at any operation, with the loss of what was not synced. */
    @Test
    void aCrashAnywhereLosesNoCompleteCheckpointAndShowsNoBrokenOne() throws IOException {
        for (int seed = 0; seed < 4; seed++) {
            for (int at = 0; ; at++) {
                CrashingFileSystem disk = new CrashingFileSystem(seed * 10_000L + at);
                disk.crashAt(at);
                CheckpointStorage storage = storage(disk.address() + "/c", JOB);
                long complete = 0;
                long discarding = 0;
                try {
                    String former = "";
                    for (long id = 1; id <= 3; id++) {
                        String directory = storage.prepare(id);
                        storage.complete(directory, written(directory, id));
                        complete = id;
                        if (!former.isEmpty()) {
                            discarding = id - 1;
                            storage.discard(former, List.of());
                        }
                        former = directory;
                    }
                } catch (IOException e) {
                    assertThat(e).hasMessageNotContaining("damaged");
                }
                boolean crashed = disk.hasFailed();
                disk.restart();
                for (long id = 1; id <= 3; id++) {
                    try {
                        assertHolds(
                                storage(disk.address() + "/c", JOB)
                                        .read(disk.address() + "/c/" + JOB.toHexString() + "/chk-" + id),
                                id);
                    } catch (IOException e) {
                        assertThat(e)
                                .as("checkpoint %s of seed %s, crash at %s", id, seed, at)
                                .message()
                                .containsAnyOf("does not exist", "holds no complete checkpoint");
                        assertThat(id <= complete && id > discarding)
                                .as("checkpoint %s is lost, seed %s, crash at %s", id, seed, at)
                                .isFalse();
                    }
                }
                if (!crashed) {
                    break;
                }
            }
        }
    }

    /** One call that fails, done or not: what is reported as failed never becomes complete, nothing else is lost. */
    @Test
    void aFailureOfOneCallIsReportedAsWhatItIs() throws IOException {
        int unknown = 0;
        for (int seed = 0; seed < 6; seed++) {
            for (int at = 0; ; at++) {
                CrashingFileSystem disk = new CrashingFileSystem(seed * 10_000L + at);
                CheckpointStorage storage = storage(disk.address() + "/c", JOB);
                String directory = storage.prepare(1);
                CheckpointMetadata metadata = written(directory, 1);
                disk.failOnce(disk.operations() + at);
                boolean failed = false;
                try {
                    assertThat(storage.complete(directory, metadata)).isEqualTo(directory);
                } catch (OutcomeUnknownException e) {
                    unknown++;
                    continue;
                } catch (IOException e) {
                    failed = true;
                }
                if (!disk.hasFailed()) {
                    break;
                }
                if (failed) {
                    assertThatThrownBy(() -> storage.read(directory)).hasMessageContaining("no complete checkpoint");
                } else {
                    assertHolds(storage.read(directory), 1);
                }
            }
        }
        assertThat(unknown)
                .as("a single failure always leaves a way to find out")
                .isZero();
    }

    @Test
    void anOutcomeThatCannotBeFoundOutIsUnknown() throws IOException {
        boolean unknown = false;
        for (int at = 0; !unknown && at < 100; at++) {
            CrashingFileSystem disk = new CrashingFileSystem(at);
            CheckpointStorage storage = storage(disk.address() + "/c", JOB);
            String directory = storage.prepare(1);
            CheckpointMetadata metadata = written(directory, 1);
            disk.crashAt(disk.operations() + at);
            try {
                storage.complete(directory, metadata);
            } catch (OutcomeUnknownException e) {
                unknown = true;
                assertThat(e).hasMessageStartingWith(directory + "/_metadata may have been written or not: operation ");
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("operation ");
            }
        }
        assertThat(unknown).isTrue();
    }

    @Test
    void aWriteThatIsSettledWhileItHangsHasTheOutcomeThatWasSettled() throws IOException {
        int prevented = 0;
        boolean hung = true;
        for (int at = 0; hung; at++) {
            CrashingFileSystem disk = new CrashingFileSystem(at);
            CheckpointStorage storage = storage(disk.address() + "/c", JOB);
            String directory = storage.prepare(1);
            CheckpointMetadata metadata = written(directory, 1);
            List<Boolean> settled = new ArrayList<>();
            disk.hangAt(disk.operations() + at, () -> settled.add(storage.settle(directory, metadata)));
            boolean complete = true;
            try {
                storage.complete(directory, metadata);
            } catch (IOException e) {
                complete = false;
            }
            hung = !settled.isEmpty();
            if (settled.contains(false)) {
                prevented++;
                assertThat(complete).as("operation %s hangs", at).isFalse();
                assertThatThrownBy(() -> storage.read(directory)).hasMessageContaining("no complete checkpoint");
            } else {
                assertThat(complete).isTrue();
                assertHolds(storage.read(directory), 1);
            }
        }
        assertThat(prevented)
                .as("whether it hangs when it creates, writes, syncs, closes or renames")
                .isEqualTo(5);
    }

    @Test
    void whatIsNoCompleteCheckpointIsRefusedInOneLine() throws IOException {
        CheckpointStorage storage = storage();
        String root = files.address() + "/c/" + JOB.toHexString();
        assertRefused(
                storage,
                files.address() + "/nowhere",
                "there is no checkpoint or savepoint at " + files.address() + "/nowhere: it does not exist");
        String directory = storage.prepare(1);
        assertRefused(
                storage,
                directory,
                directory + " holds no complete checkpoint or savepoint: it has no _metadata; the directory"
                        + " is empty");
        CheckpointMetadata metadata = written(directory, 1);
        assertRefused(
                storage,
                directory,
                directory + " holds no complete checkpoint or savepoint: it has no _metadata; in the" + " directory: "
                        + VERTEX + "_1_1.0-1");
        storage.complete(directory, metadata);
        assertRefused(
                storage,
                root,
                root + " holds no complete checkpoint or savepoint: it has no _metadata; complete ones in"
                        + " it: chk-1");
        assertRefused(storage, " ", "' ' is no address of a checkpoint or savepoint: a path must not be blank");
    }

    @Test
    void aMissingOrShortFileIsNamedWithTheOperatorThatNeedsIt() throws IOException {
        CheckpointStorage storage = storage();
        String directory = storage.prepare(1);
        storage.complete(directory, written(directory, 1));
        String file = "/c/" + JOB.toHexString() + "/chk-1/" + VERTEX + "_1_1.0-1";
        int length = files.bytes(file).length;
        files.truncate(file, 17);
        String whose =
                " of " + directory + "/_metadata, with state of operator 'Count' (00000000000000000000000000000002), ";
        assertRefused(
                storage,
                directory,
                "the file " + files.address() + file + whose + "is cut off: it has 17 bytes of at least " + length);
        files.delete(new Path(files.address() + file), false);
        assertRefused(storage, directory, "the file " + files.address() + file + whose + "is missing");
    }

    @Test
    void aCheckpointThatMayNotBeReadIsRefusedInOneLine() throws IOException {
        CheckpointStorage storage = storage();
        String directory = storage.prepare(1);
        storage.complete(directory, written(directory, 1));
        files.forbid("/c/" + JOB.toHexString() + "/chk-1/_metadata");
        assertRefused(
                storage,
                directory,
                "the checkpoint or savepoint at " + directory + " cannot be read: permission denied: " + directory
                        + "/_metadata");
    }

    @Test
    void theDirectoryOfAnotherJobIsRefusedAndStaysAsItIs() throws IOException {
        String[] shared = {"execution.checkpointing.create-subdir", "false"};
        storage(files.address() + "/c", JOB, shared).prepare(1);
        storage(files.address() + "/c", JOB, shared).prepare(2);
        List<String> directories = files.directories();
        CheckpointStorage other = storage(files.address() + "/c", OTHER, shared);
        assertThatThrownBy(() -> other.prepare(3)).hasMessageContaining("has its checkpoints there");
        assertThatThrownBy(other::open)
                .satisfies(
                        refused -> assertThat(StorageFailures.mayPass(refused)).isFalse())
                .hasMessage("checkpoints cannot be written to " + files.address()
                        + "/c (execution.checkpointing.dir): job " + JOB.toHexString()
                        + " has its checkpoints there; give each job a directory, or leave"
                        + " execution.checkpointing.create-subdir at true");
        other.release();
        assertThat(files.directories()).isEqualTo(directories);
        assertThat(files.paths()).containsExactly("/c/_job");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefused(@TempDir java.nio.file.Path local) throws IOException {
        Files.writeString(local.resolve("c"), "a file");
        for (String directory : List.of("c", "c/below")) {
            assertThatThrownBy(() ->
                            storage(local.resolve(directory).toString(), JOB).open())
                    .satisfies(refused ->
                            assertThat(StorageFailures.mayPass(refused)).isFalse())
                    .hasMessageStartingWith("checkpoints cannot be written to " + local.resolve(directory)
                            + " (execution.checkpointing.dir): directory file:")
                    .hasMessageEndingWith(" cannot be made: file:" + local.resolve("c") + " is a file");
        }
    }

    @Test
    void aSavepointCanBeMovedAndIsDisposedOfWithItsOwnFilesOnly(@TempDir java.nio.file.Path local) throws IOException {
        CheckpointStorage storage = storage(local.resolve("c").toString(), JOB);
        String directory = storage.prepareSavepoint(local.resolve("s").toString());
        assertThat(new Path(directory).getName()).matches("savepoint-012345-[0-9a-f]{12}");
        storage.complete(directory, written(directory, 4));
        java.nio.file.Path moved = local.resolve("moved here");
        Files.move(java.nio.file.Path.of(new Path(directory).getPath()), moved);
        assertHolds(storage.read(moved.toString()), 4);
        assertHolds(Savepoints.read("file:" + moved), 4);
        Files.writeString(moved.resolve("notes"), "of a person");
        Savepoints.dispose(moved.toString());
        assertThat(moved.toFile().list()).containsExactly("notes");
        assertThatThrownBy(() -> Savepoints.dispose(moved.toString())).hasMessageContaining("holds no complete");
        assertThatThrownBy(() -> storage.discard(moved.toString(), List.of()))
                .hasMessageContaining("was not made for a checkpoint");
    }

    @ParameterizedTest
    @ValueSource(strings = {"with blanks ", "with%20escapes", "größe", "a+b&c#d?e", "up/../and down"})
    void aSavepointIsFoundWhateverCharactersItsAddressHas(String name, @TempDir java.nio.file.Path local)
            throws IOException {
        CheckpointStorage storage = storage(local.resolve("c").toString(), JOB);
        Files.createDirectories(local.resolve("up"));
        String directory = storage.prepareSavepoint(local + "/" + name);
        storage.complete(directory, written(directory, 4));
        assertHolds(storage.read(directory), 4);
        assertHolds(Savepoints.read(directory + "/_metadata"), 4);
        java.nio.file.Path link =
                Files.createSymbolicLink(local.resolve("link"), java.nio.file.Path.of(new Path(directory).getPath()));
        assertHolds(Savepoints.read(link.toString()), 4);
    }

    @Test
    void aJobWithoutADirectoryHasSavepointsAllTheSame() throws IOException {
        CheckpointStorage storage =
                CheckpointStorage.of(CheckpointSettings.of(new Configuration()), JOB, new Random(1));
        assertThat(storage.prepare(1)).isEmpty();
        assertThat(storage.isDurable()).isFalse();
        assertThat(storage.complete("", new CheckpointMetadata(1, 1, Kind.CHECKPOINT, List.of())))
                .isEqualTo("<checkpoint-not-externally-addressable>");
        storage.discard("", List.of());
        String directory = storage.prepareSavepoint(files.address() + "/s");
        storage.complete(directory, written(directory, 2));
        assertHolds(storage.read(directory), 2);
        assertThatThrownBy(() -> storage.prepareSavepoint("s"))
                .hasMessage("the directory for savepoints is 's', which every process would look for elsewhere; give it"
                        + " from the root, such as hdfs:///s");
    }
}
