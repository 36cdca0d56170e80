package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.Path;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.state.spi.InlineBytes;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.SnapshotStore.SnapshotStream;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SnapshotStoresTest {

    private static final ExecutionAttemptId WRITER =
            new ExecutionAttemptId(new VertexId("0123456789abcdef0123456789abcdef"), 3, 1, 2);

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private SnapshotStore store(int inlineBytes, boolean compressed) {
        return SnapshotStores.of(files.address() + "/chk-1", new SnapshotSettings(inlineBytes, compressed), WRITER);
    }

    private static StoredBytes written(SnapshotStore store, byte[] bytes) throws IOException {
        try (SnapshotStream out = store.create()) {
            out.write(bytes);
            return out.finish();
        }
    }

    private static StoredBytes stored(SnapshotStore store, byte[] bytes) throws IOException {
        StoredBytes stored = written(store, bytes);
        Completed.complete(store);
        return stored;
    }

    @Test
    void stateUpToTheLimitStaysInline() throws IOException {
        assertThat(written(store(5, false), new byte[5])).isEqualTo(new InlineBytes(new byte[5]));
        assertThat(files.paths()).isEmpty();
    }

    @Test
    void largerStatesOfATaskAreSegmentsOfOneFileThatIsNamedByItsWriter() throws IOException {
        SnapshotStore store = store(5, false);
        StoredBytes first = written(store, new byte[6]);
        StoredBytes second = written(store, new byte[100]);
        Completed.complete(store);
        String name = "/chk-1/0123456789abcdef0123456789abcdef_3_2.1-1";
        int overhead = 8 + 4 + 20;
        assertThat(files.paths()).containsExactly(name);
        assertThat(first).isEqualTo(new FileBytes(files.address() + name, 0, overhead + 6, 6));
        assertThat(second).isEqualTo(new FileBytes(files.address() + name, overhead + 6, overhead + 100, 100));
        assertThat(first.open(2).readAllBytes()).hasSize(4);
        assertThat(second.open(99).readAllBytes()).hasSize(1);
    }

    @Test
    void aSegmentThatIsNotFinishedIsSkipped() throws IOException {
        SnapshotStore store = store(5, false);
        written(store, new byte[6]);
        try (SnapshotStream out = store.create()) {
            out.write(new byte[200_000]);
        }
        StoredBytes second = stored(store, "second".getBytes());
        assertThat(files.paths()).hasSize(1);
        assertThat(second.open(0).readAllBytes()).asString().isEqualTo("second");
    }

    @Test
    void theBytesOfAFileAreTheDocumentedOnes() throws IOException {
        stored(store(0, false), "state".getBytes());
        assertThat(HexFormat.of().formatHex(files.bytes(files.paths().get(0))))
                .isEqualTo("00000005" + "66db68df" + "7374617465" + "00000005" + "0000000000000005" + "00000001"
                        + "9bd51104" + "57425631");
    }

    /** FLINK-34063, FLINK-33863: positions are those of the content, whether or not it is compressed. FLINK-19300: short reads. */
    @Test
    void whatWasWrittenIsReadFromAnyPosition() throws IOException {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(4) * BlockFormat.BLOCK_BYTES + random.nextInt(3) * 1000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (seed % 3 == 0 ? random.nextInt() : random.nextInt(3));
            }
            StoredBytes stored;
            SnapshotStore store = store(seed % 2 == 0 ? 0 : 20_000, random.nextBoolean());
            try (SnapshotStream out = store.create()) {
                int at = 0;
                while (at < bytes.length) {
                    assertThat(out.position()).isEqualTo(at);
                    int count = Math.min(bytes.length - at, random.nextInt(50_000));
                    if (count == 1) {
                        out.write(bytes[at]);
                    } else {
                        out.write(bytes, at, count);
                    }
                    at += count;
                }
                stored = out.finish();
            }
            Completed.complete(store);
            assertThat(stored.length()).isEqualTo(bytes.length);
            for (int from : new int[] {0, bytes.length, bytes.length / 2, bytes.length / 3}) {
                try (InputStream in = stored.open(from)) {
                    assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
                }
            }
            for (String path : files.paths()) {
                files.delete(new Path(files.address() + path), false);
            }
        }
    }

    @Test
    void compressedStateTakesLessRoomUnlessItCannotBeCompressed() throws IOException {
        byte[] random = new byte[200_000];
        new Random(1).nextBytes(random);
        FileBytes zeros = (FileBytes) stored(store(0, true), new byte[200_000]);
        assertThat(zeros.stored()).isLessThan(2000);
        files.delete(new Path(zeros.file()), false);
        assertThat(((FileBytes) stored(store(0, true), random)).stored()).isEqualTo(200_000 + 4 * (8 + 4) + 20);
    }

    @Test
    void aDamagedByteIsFoundWhereItIs() throws IOException {
        for (boolean compressed : new boolean[] {false, true}) {
            byte[] bytes = new byte[150_000];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) (i % 7 * (i % 11));
            }
            FileBytes stored = (FileBytes) stored(store(0, compressed), bytes);
            String path = files.paths().get(0);
            byte[] file = files.bytes(path);
            for (int at = 0; at < file.length; at += Math.max(1, file.length / 300)) {
                file[at] ^= 1;
                int damaged = at;
                assertThatThrownBy(() -> stored.open(0).readAllBytes())
                        .as("byte %s", damaged)
                        .isInstanceOf(IOException.class)
                        .hasMessageStartingWith("the state in " + files.address() + path + " is damaged at byte ");
                file[at] ^= 1;
            }
            assertThat(stored.open(0).readAllBytes()).isEqualTo(bytes);
            files.truncate(path, file.length - 1);
            assertThatThrownBy(() -> stored.open(0))
                    .hasMessageEndingWith(
                            "is damaged at byte " + (file.length - 1) + ": it ends there, 1 bytes are missing");
            files.delete(new Path(stored.file()), false);
        }
    }

    @Test
    void aStreamThatIsClosedBeforeItIsFinishedLeavesNothing() throws IOException {
        try (SnapshotStream out = store(0, false).create()) {
            out.write(new byte[100_000]);
        }
        assertThat(files.paths()).isEmpty();
    }

    @Test
    void aStreamThatFailsToFinishLeavesNothing() throws IOException {
        // operation 0 makes the file: what it may have left goes with the checkpoint's directory
        for (int failing = 1; ; failing++) {
            CrashingFileSystem broken = new CrashingFileSystem(failing);
            broken.failOnce(failing);
            SnapshotStore store =
                    SnapshotStores.of(broken.address() + "/chk-1", new SnapshotSettings(0, false), WRITER);
            boolean finished = false;
            try (SnapshotStream out = store.create()) {
                out.write(new byte[100_000]);
                out.finish();
                Completed.complete(store);
                finished = true;
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("operation " + failing);
            }
            if (!broken.hasFailed()) {
                break;
            }
            assertThat(finished).isFalse();
            assertThat(broken.paths()).as("operation %s", failing).isEmpty();
        }
    }

    @Test
    void aFinishedFileSurvivesACrash() throws IOException {
        StoredBytes stored = stored(store(0, false), new byte[100_000]);
        files.restart();
        assertThat(stored.open(0).readAllBytes()).hasSize(100_000);
    }

    @Test
    void withoutADirectoryTheSizeOfTheStateIsLimited() throws IOException {
        SnapshotStore store = SnapshotStores.of("", new SnapshotSettings(5, false), WRITER);
        assertThat(written(store, new byte[5 << 20])).isInstanceOf(InlineBytes.class);
        assertThatThrownBy(() -> written(store, new byte[(5 << 20) + 1]))
                .hasMessage("the state of this operator instance has more than 5 MB, the most that a checkpoint without"
                        + " a directory holds; set execution.checkpointing.dir (formerly state.checkpoints.dir) to a"
                        + " directory that all processes reach");
    }
}
