package dev.weft.core.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.configuration.Configuration;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

final class LocalFileSystemTest {
    @TempDir
    java.nio.file.Path directory;

    private final FileSystem files = FileSystem.getLocalFileSystem();

    private Path path(String name) {
        return new Path(Path.fromLocalFile(directory.toFile()), name);
    }

    private void write(String name, String text) throws IOException {
        try (FSDataOutputStream out = files.create(path(name), FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            assertThat(out.getPos()).isEqualTo(text.length());
        }
    }

    private String read(String name) throws IOException {
        try (FSDataInputStream in = files.open(path(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aLocalFileIsNotTakenOverSinceWhoHasItOpenCanGoOn() throws Exception {
        write("a", "0123456789");

        assertThat(files.takeOver(path("a"), 4)).isEmpty();
        assertThat(read("a")).isEqualTo("0123456789");
    }

    @Test
    void whatIsSyncedIsSeenWhileTheFileIsOpenAndARenameMakesTheDirectoriesAbove() throws Exception {
        try (FSDataOutputStream out = files.create(path("a"), FileSystem.WriteMode.NO_OVERWRITE)) {
            out.write('x');
            out.sync();
            out.write('y');
            out.sync();
            assertThat(files.getFileStatus(path("a")).getLen()).isEqualTo(2);
        }
        assertThat(files.rename(path("a"), path("b/c"))).isTrue();
        assertThat(read("b/c")).isEqualTo("xy");
    }

    @Test
    void aFileIsFoundByItsPath() throws Exception {
        assertThat(path("a").getFileSystem()).isSameAs(files);
        assertThat(new Path("relative").getFileSystem()).isSameAs(files);
    }

    @Test
    void whatIsWrittenIsRead() throws Exception {
        write("sub/a.txt", "hello");

        assertThat(read("sub/a.txt")).isEqualTo("hello");
        FileStatus status = files.getFileStatus(path("sub/a.txt"));
        assertThat(status.getLen()).isEqualTo(5);
        assertThat(status.isDir()).isFalse();
        assertThat(status.getPath()).isEqualTo(path("sub/a.txt"));
        assertThat(status.getModificationTime()).isPositive();
    }

    @Test
    void readingGoesOnWhereOneSeeks() throws Exception {
        write("a", "0123456789");
        try (FSDataInputStream in = files.open(path("a"))) {
            in.seek(7);
            assertThat(in.read()).isEqualTo('7');
            assertThat(in.getPos()).isEqualTo(8);
            assertThat(in.skip(5)).isEqualTo(2);
            assertThat(in.read()).isEqualTo(-1);
            in.seek(0);
            assertThat(in.readNBytes(3)).containsExactly('0', '1', '2');
            assertThatThrownBy(() -> in.seek(11)).hasMessageContaining("10 bytes");
        }
    }

    @Test
    void anExistingFileIsOverwrittenOnlyWhenAsked() throws Exception {
        write("a", "old and long");

        assertThatThrownBy(() -> files.create(path("a"), FileSystem.WriteMode.NO_OVERWRITE))
                .hasMessageContaining("exists already");
        try (FSDataOutputStream out = files.create(path("a"), FileSystem.WriteMode.OVERWRITE)) {
            out.write('n');
            out.sync();
        }
        assertThat(read("a")).isEqualTo("n");
    }

    @Test
    void whatIsNotThereIsNamed() throws Exception {
        assertThat(files.exists(path("none"))).isFalse();
        assertThatThrownBy(() -> files.getFileStatus(path("none")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("/none does not exist");
        assertThatThrownBy(() -> files.open(path("none"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.listStatus(path("none"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.open(path("."))).hasMessageContaining("is a directory");
    }

    @Test
    void aDirectoryListsItsEntriesInOrder() throws Exception {
        write("d/b", "1");
        write("d/a", "22");
        files.mkdirs(path("d/sub"));

        FileStatus[] entries = files.listStatus(path("d"));

        assertThat(entries).extracting(entry -> entry.getPath().getName()).containsExactly("a", "b", "sub");
        assertThat(entries).extracting(FileStatus::isDir).containsExactly(false, false, true);
        assertThat(files.listStatus(path("d/a"))).extracting(FileStatus::getLen).containsExactly(2L);
    }

    @Test
    void aFileIsOneBlockOnThisMachine() throws Exception {
        write("a", "12345");

        BlockLocation[] blocks = files.getFileBlockLocations(files.getFileStatus(path("a")), 1, 2);

        assertThat(blocks).hasSize(1);
        assertThat(blocks[0].getLength()).isEqualTo(5);
        assertThat(blocks[0].getHosts()).containsExactly("localhost");
    }

    @Test
    void renamingMovesButNeverReplaces() throws Exception {
        write("a", "a");
        write("b", "b");

        assertThat(files.rename(path("a"), path("b"))).isFalse();
        assertThat(files.rename(path("a"), path("deep/er/c"))).isTrue();
        assertThat(files.rename(path("none"), path("d"))).isFalse();
        assertThat(read("b")).isEqualTo("b");
        assertThat(read("deep/er/c")).isEqualTo("a");
    }

    @Test
    void aDirectoryIsDeletedWithItsEntriesOnlyWhenAsked() throws Exception {
        write("d/e/a", "1");

        assertThatThrownBy(() -> files.delete(path("d"), false)).hasMessageContaining("not empty");
        assertThat(files.delete(path("d"), true)).isTrue();
        assertThat(files.delete(path("d"), true)).isFalse();
        assertThat(files.exists(path("d"))).isFalse();
    }

    @Test
    void aLinkIsDeletedNotFollowed() throws Exception {
        write("kept/a", "1");
        files.mkdirs(path("d"));
        Files.createSymbolicLink(directory.resolve("d/link"), directory.resolve("kept"));

        files.delete(path("d"), true);

        assertThat(read("kept/a")).isEqualTo("1");
    }

    @Test
    void aDirectoryCannotBeMadeUnderAFile() throws Exception {
        write("a", "1");

        for (String below : List.of("a", "a/b", "a/b/c")) {
            assertThatThrownBy(() -> files.mkdirs(path(below)))
                    .isExactlyInstanceOf(FileSystemRefusedException.class)
                    .hasMessage("directory file:" + directory + "/" + below + " cannot be made: file:" + directory
                            + "/a is a file");
        }
        assertThatThrownBy(() -> files.create(path("a/b"), FileSystem.WriteMode.OVERWRITE))
                .hasMessageContaining("/a is a file");
        assertThat(files.mkdirs(path("x/y"))).isTrue();
        assertThat(files.mkdirs(path("x/y"))).isTrue();
    }

    /** It stays so: nobody should try again. */
    @Test
    void aPathThatIsTooLongIsRefused() {
        for (String tooLong : List.of("n".repeat(300), "d/".repeat(3000) + "n")) {
            assertThatThrownBy(() -> files.mkdirs(path(tooLong)))
                    .isExactlyInstanceOf(FileSystemRefusedException.class)
                    .hasMessageEndingWith(" cannot be made: its path or a name in it is too long");
            assertThatThrownBy(() -> files.open(path(tooLong)))
                    .isExactlyInstanceOf(FileSystemRefusedException.class)
                    .hasMessageEndingWith(" cannot be read: its path or a name in it is too long");
        }
    }

    @Test
    @EnabledIf("hasFullDevice")
    void aFileThatFindsNoRoomIsNamed() throws Exception {
        try (FSDataOutputStream out = files.create(new Path("/dev/full"), FileSystem.WriteMode.OVERWRITE)) {
            assertThatThrownBy(() -> out.write(new byte[10]))
                    .isInstanceOf(FileSystemUnavailableException.class)
                    .hasMessage("file:/dev/full cannot be written: No space left on device");
        }
    }

    static boolean hasFullDevice() {
        return Files.isWritable(java.nio.file.Path.of("/dev/full"));
    }

    @Test
    void belowAFileThereIsNothing() throws Exception {
        write("a", "1");

        assertThat(files.exists(path("a/b"))).isFalse();
        assertThatThrownBy(() -> files.listStatus(path("a/b/c"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> files.open(path("a/b")))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessage("file:" + directory + "/a/b does not exist");
    }

    @Test
    void aSchemeWithoutAFileSystemIsNamed() {
        assertThatThrownBy(() -> new Path("ftp://host/a").getFileSystem())
                .isInstanceOf(UnsupportedFileSystemSchemeException.class)
                .hasMessageContaining("'ftp'");
    }

    @Test
    void aDefaultSchemeMustBeAnAddress() {
        assertThatThrownBy(() -> FileSystem.initialize(Configuration.fromMap(Map.of("fs.default-scheme", "nothing"))))
                .hasMessageContaining("'nothing'");
    }
}
