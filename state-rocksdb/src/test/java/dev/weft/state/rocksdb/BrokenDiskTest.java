package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.weft.api.common.state.ValueState;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.testing.FakeStateHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lost or unwritable disk: the task ends with a one-line error, and nothing is left behind. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BrokenDiskTest {

    @TempDir
    Path directory;

    private static List<Path> all(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> !file.equals(directory)).toList();
        }
    }

    /** The files that hold rows; RocksDB's threads may be about to replace some. */
    private List<Path> tables() throws IOException {
        try (Stream<Path> instances = Files.list(directory)) {
            try (Stream<Path> files =
                    Files.list(instances.findFirst().orElseThrow().resolve("rows"))) {
                return files.filter(file -> file.toString().endsWith(".sst")).toList();
            }
        }
    }

    private static void assertFull(Throwable thrown, Path directory, String what) {
        assertThat(thrown)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("the RocksDB state of 'op' (1/1) in " + directory)
                .hasMessageContaining("cannot be " + what)
                // what is free when the error is told depends on whether RocksDB has already removed the file that did
                // not fit
                .hasMessageMatching(".*: the disk is full \\([0-7] MiB free\\); .*")
                .hasMessageContaining("state.backend.rocksdb.localdir")
                .hasMessageNotContaining("\n");
        assertThat(((WeftException) thrown).code()).isEqualTo(ErrorCode.INSUFFICIENT_RESOURCES);
    }

    /** Several times: now and then the store is closed while the watchdog is about to end its blocked write. */
    @RepeatedTest(10)
    void aDiskThatBecomesFullEndsTheTaskWithALineThatNamesIt() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted("size=8m")) {
            try (Instance instance = new Instance(Instance.in(disk.path()))) {
                ValueState<byte[]> state = instance.bytes();
                assertFull(catchThrowable(() -> instance.fill(state, 100_000)), disk.path(), "written");
                assertFull(catchThrowable(() -> instance.fill(state, 10_000)), disk.path(), "written");
                assertFull(catchThrowable(instance.backend::snapshot), disk.path(), "written");
            }
            assertThat(all(disk.path())).isEmpty();
        }
    }

    @Test
    void stateThatIsRestoredOntoADiskThatIsTooSmallIsRefusedLikewise() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted("size=4m");
                Instance before = new Instance(Instance.in(directory))) {
            before.fill(before.bytes(), 10_000);
            List<KeyedPiece> pieces = List.of(before.saved());
            assertFull(
                    catchThrowable(
                            () -> new Instance(Instance.in(disk.path()), FakeStateHost.of("'op' (1/1)"), pieces)),
                    disk.path(),
                    "written");
            assertThat(all(disk.path())).isEmpty();
        }
    }

    @Test
    void stateIsNotOpenedOnAFullDisk() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted("size=1m")) {
            disk.fill();
            assertFull(
                    catchThrowable(() -> {
                        try (Instance instance = new Instance(Instance.in(disk.path()))) {
                            instance.fill(instance.bytes(), 10_000);
                        }
                    }),
                    disk.path(),
                    "opened");
            assertThat(all(disk.path())).hasSize(1);
        }
    }

    @Test
    void damagedFilesAreNamedWhenTheyAreRead() throws Exception {
        try (Instance instance = new Instance(Instance.in(directory))) {
            ValueState<byte[]> state = instance.bytes();
            instance.fill(state, 10_000);
            for (Path table : tables()) {
                try (FileChannel channel = FileChannel.open(table, StandardOpenOption.WRITE)) {
                    channel.write(ByteBuffer.allocate((int) channel.size() * 3 / 4), 0);
                } catch (NoSuchFileException replacedMeanwhile) {
                    // Others are left.
                }
            }
            assertDamaged(catchThrowable(() -> instance.read(state, 10_000)));
            assertDamaged(catchThrowable(instance::saved));
        }
        assertThat(all(directory)).isEmpty();
    }

    @Test
    void filesThatAreGoneAreNamedWhenTheyAreRead() throws Exception {
        Configuration closingFiles = Instance.in(directory)
                .set(RocksDbOptions.OPEN_FILES, 20)
                .set(RocksDbOptions.TARGET_FILE_SIZE, MemorySize.parse("16kb"));
        try (Instance instance = new Instance(closingFiles)) {
            ValueState<byte[]> state = instance.bytes();
            instance.fill(state, 10_000);
            for (Path table : tables()) {
                Files.deleteIfExists(table);
            }
            assertDamaged(catchThrowable(() -> instance.read(state, 10_000)));
            assertDamaged(catchThrowable(instance::saved));
        }
        assertThat(all(directory)).isEmpty();
    }

    private void assertDamaged(Throwable thrown) {
        assertThat(thrown)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("the RocksDB state of 'op' (1/1) in " + directory)
                .hasMessageMatching(".* cannot be (read|written): its files are damaged or gone .*")
                .hasMessageContaining(".sst")
                .hasMessageNotContaining("\n");
        assertThat(((WeftException) thrown).code()).isEqualTo(ErrorCode.EXTERNAL_SERVICE);
    }

    @Test
    void aStoreThatCannotBeOpenedLeavesNothing() throws Exception {
        assertThatThrownBy(() -> {
                    try (Instance instance =
                            new Instance(Instance.in(directory).set(RocksDbOptions.LOG_DIRECTORY, "/dev/null/log"))) {
                        instance.fill(instance.bytes(), 10_000);
                    }
                })
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("the RocksDB state of 'op' (1/1) in " + directory)
                .hasMessageContaining("cannot be opened")
                .hasMessageContaining("/dev/null/log");
        assertThat(all(directory)).isEmpty();
    }
}
