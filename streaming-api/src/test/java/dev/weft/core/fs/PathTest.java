package dev.weft.core.fs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PathTest {
    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b, b, /a",
        "a/b, a/b, b, a",
        "/a//b/, /a/b, b, /a",
        "/a, /a, a, /",
        "hdfs://host:8020/a/b, hdfs://host:8020/a/b, b, hdfs://host:8020/a",
        "hdfs:///a, hdfs:/a, a, hdfs:/",
        "file:///a b/c%20d, file:/a b/c%20d, c%20d, file:/a b",
        "hdfs://host, hdfs://host/, '', ",
        "s3a://bucket/key=1/x:y, s3a://bucket/key=1/x:y, x:y, s3a://bucket/key=1",
    })
    void aPathIsReadNormalizedAndTakenApart(String text, String shown, String name, String parent) {
        Path path = new Path(text);

        assertThat(path.toString()).isEqualTo(shown);
        assertThat(path.getName()).isEqualTo(name);
        assertThat(path.getParent() == null ? null : path.getParent().toString())
                .isEqualTo(parent);
        assertThat(new Path(path.toString())).isEqualTo(path);
        assertThat(new Path(path.toUri())).isEqualTo(path);
    }

    @Test
    void aChildIsSeenFromItsParent() {
        assertThat(new Path(new Path("hdfs://h/a"), "b/c")).hasToString("hdfs://h/a/b/c");
        assertThat(new Path(new Path("hdfs://h/"), "b")).hasToString("hdfs://h/b");
        assertThat(new Path(new Path("hdfs://h/a"), "/b")).hasToString("hdfs://h/b");
        assertThat(new Path(new Path("hdfs://h/a"), "file:///b")).hasToString("file:/b");
        assertThat(new Path("a", "b")).hasToString("a/b");
    }

    @Test
    void aNameMayHoldAColon() {
        Path path = new Path(new Path("/logs"), "2024-01-01T10:00");

        assertThat(path.getName()).isEqualTo("2024-01-01T10:00");
        assertThat(new Path(new Path("rel"), "a:b")).hasToString("rel/a:b");
    }

    @Test
    void depthAndSuffixAndAbsoluteness() {
        assertThat(new Path("/").depth()).isZero();
        assertThat(new Path("/a/b").depth()).isEqualTo(2);
        assertThat(new Path("/a/b").suffix(".txt")).hasToString("/a/b.txt");
        assertThat(new Path("a").isAbsolute()).isFalse();
        assertThat(new Path("hdfs://h/a").isAbsolute()).isTrue();
    }

    @Test
    void aPathWithoutSchemeIsQualifiedByItsFileSystem() {
        FileSystem local = FileSystem.getLocalFileSystem();

        assertThat(new Path("/a").makeQualified(local)).hasToString("file:/a");
        assertThat(new Path("a").makeQualified(local)).hasToString("file:" + System.getProperty("user.dir") + "/a");
        assertThat(new Path("hdfs://h/a").makeQualified(local)).hasToString("hdfs://h/a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/out/tr ",
                "/out/ lead",
                "/ /a",
                "file:/out/tr ",
                "tr ",
                " lead/a",
                "/back\\slash",
                "..x",
                "/a:b ",
                "hdfs://h/x\t"
            })
    void blanksAndOtherCharactersOfNamesAreKept(String text) {
        Path path = new Path(text);

        assertThat(path).hasToString(text);
        assertThat(path.getName()).isEqualTo(text.substring(text.lastIndexOf('/') + 1));
        assertThat(new Path(path.toUri())).isEqualTo(path);
    }

    @Test
    void blanksAheadOfASchemeOrOfTheRootAreDropped() {
        assertThat(new Path("  hdfs://h/a")).hasToString("hdfs://h/a");
        assertThat(new Path(" /a")).hasToString("/a");
        assertThatThrownBy(() -> new Path("  ")).hasMessageContaining("blank");
    }

    @Test
    void anEmptyPathIsRefused() {
        assertThatThrownBy(() -> new Path("")).hasMessageContaining("empty");
        assertThatThrownBy(() -> new Path((String) null)).hasMessageContaining("null");
    }

    @Test
    void aPathIsWrittenAndRead() throws Exception {
        for (Path path : new Path[] {new Path("hdfs://h/a b"), new Path("rel"), new Path("/a/tr "), null}) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Path.serializeToDataOutputView(path, new DataOutputViewStreamWrapper(bytes));

            assertThat(Path.deserializeFromDataInputView(
                            new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray()))))
                    .isEqualTo(path);
        }
    }
}
