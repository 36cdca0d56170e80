package dev.weft.yarn.common.hadoop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FSDataOutputStream;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.FileSystem.WriteMode;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against Hadoop's local file system, which behaves like the distributed ones behind the same interface. */
class HadoopFileSystemTest {

    @TempDir
    java.nio.file.Path dir;

    private FileSystem fs;

    @BeforeEach
    void open() throws IOException {
        RawLocalFileSystem local = new RawLocalFileSystem();
        local.initialize(URI.create("file:///"), new Configuration());
        fs = new HadoopFileSystem(local);
    }

    private Path path(String name) {
        return new Path(dir.resolve(name).toUri());
    }

    private void write(String name, String text) throws IOException {
        try (FSDataOutputStream out = fs.create(path(name), WriteMode.NO_OVERWRITE)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            assertThat(out.getPos()).isEqualTo(text.length());
        }
    }

    @Test
    void whatIsWrittenIsReadFromAnyPosition() throws IOException {
        write("a/b", "0123456789");

        try (FSDataInputStream in = fs.open(path("a/b"))) {
            in.seek(7);
            assertThat(in.readAllBytes()).asString().isEqualTo("789");
            assertThat(in.getPos()).isEqualTo(10);
        }
        FileStatus status = fs.getFileStatus(path("a/b"));
        assertThat(status.getLen()).isEqualTo(10);
        assertThat(fs.getFileBlockLocations(status, 0, 10)).isNotEmpty();
        assertThat(fs.listStatus(path("a")))
                .singleElement()
                .satisfies(entry -> assertThat(entry.getPath()).isEqualTo(path("a/b")));
    }

    @Test
    void anExistingFileIsNotOverwrittenUnlessAsked() throws IOException {
        write("a", "1");

        assertThatThrownBy(() -> write("a", "2")).hasMessageContaining("exists already and must not be overwritten");
        fs.create(path("a"), WriteMode.OVERWRITE).close();
        assertThat(fs.getFileStatus(path("a")).getLen()).isZero();
    }

    @Test
    void aRenameNeverTouchesAnExistingTarget() throws IOException {
        write("a", "1");
        write("d/x", "2");

        assertThat(fs.rename(path("a"), path("d"))).isFalse();
        assertThat(fs.rename(path("a"), path("new/b"))).isTrue();
        assertThat(fs.exists(path("new/b"))).isTrue();
    }

    @Test
    void aMissingFileIsAFileNotFound() {
        assertThatThrownBy(() -> fs.getFileStatus(path("none"))).isInstanceOf(FileNotFoundException.class);
        assertThatThrownBy(() -> fs.open(path("none"))).isInstanceOf(FileNotFoundException.class);
    }

    @Test
    void aSchemeThatHadoopDoesNotKnowEitherIsNamed() {
        assertThatThrownBy(() -> FileSystem.get(URI.create("nosuch://host/")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nosuch");
    }
}
