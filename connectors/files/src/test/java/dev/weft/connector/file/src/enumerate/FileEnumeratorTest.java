package dev.weft.connector.file.src.enumerate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileEnumeratorTest {

    @TempDir
    java.nio.file.Path directory;

    @Test
    void aBigFileIsCutIntoRangesThatCoverItOnce() throws IOException {
        file("big.txt", 9 << 20);
        List<FileSourceSplit> splits = sorted(enumerate(2));

        assertThat(splits).hasSize(8);
        long next = 0;
        for (FileSourceSplit split : splits) {
            assertThat(split.offset()).isEqualTo(next);
            next += split.length();
        }
        assertThat(next).isEqualTo(9 << 20);
    }

    @Test
    void splitIdsAreUnique() throws IOException {
        file("a.txt", 3 << 20);
        file("b.txt", 3 << 20);
        assertThat(enumerate(4).stream().map(FileSourceSplit::splitId)).doesNotHaveDuplicates();
    }

    @Test
    void directoriesAreReadRecursivelyWithoutHiddenNames() throws IOException {
        file("sub/deep/a.txt", 1);
        file("b.txt", 1);
        file("_SUCCESS", 1);
        file(".part.inprogress", 1);
        file(".hidden/c.txt", 1);
        assertThat(enumerate(1).stream().map(s -> s.path().getName())).containsExactlyInAnyOrder("a.txt", "b.txt");
    }

    @Test
    void aCompressedFileStaysWhole() throws IOException {
        file("big.gz", 9 << 20);
        assertThat(enumerate(8)).singleElement().satisfies(s -> {
            assertThat(s.offset()).isZero();
            assertThat(s.length()).isEqualTo(9 << 20);
        });
    }

    @Test
    void aMissingPathIsNamed() {
        Path missing = new Path(directory.resolve("nowhere").toUri());
        assertThatThrownBy(() -> new BlockSplittingRecursiveEnumerator().enumerateSplits(new Path[] {missing}, 1))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("nowhere does not exist");
    }

    @Test
    void filesWithANamedSuffixStayWhole() throws IOException {
        file("big.json", 9 << 20);
        file("big.txt", 9 << 20);
        Path[] paths = {new Path(directory.toUri())};
        assertThat(new BlockSplittingRecursiveEnumerator(new DefaultFileFilter(), new String[] {".json"})
                        .enumerateSplits(paths, 2))
                .filteredOn(split -> split.path().getName().endsWith(".json"))
                .hasSize(1);
    }

    @Test
    void aSubclassMayCutFilesInItsOwnWay() throws IOException {
        file("a.txt", 10);
        NonSplittingRecursiveEnumerator halves = new NonSplittingRecursiveEnumerator() {
            @Override
            protected void convertToSourceSplits(FileStatus file, FileSystem fileSystem, List<FileSourceSplit> target) {
                long half = file.getLen() / 2;
                target.add(new FileSourceSplit(getNextId(), file.getPath(), 0, half, 0, file.getLen()));
                target.add(new FileSourceSplit(getNextId(), file.getPath(), half, half, 0, file.getLen()));
            }
        };
        assertThat(halves.enumerateSplits(new Path[] {new Path(directory.toUri())}, 1))
                .extracting(FileSourceSplit::offset)
                .containsExactly(0L, 5L);
    }

    @Test
    void aSymbolicLinkIsFollowed() throws IOException {
        file("data/a.txt", 1);
        Files.createSymbolicLink(directory.resolve("again"), directory.resolve("data"));
        assertThat(enumerate(1)).hasSize(2);
    }

    @Test
    void aSymbolicLinkThatLeadsBackIsNamedInOneLine() throws IOException {
        file("x/a/in.txt", 1);
        file("y/in.txt", 1);
        Files.createSymbolicLink(directory.resolve("x/a/to-y"), directory.resolve("y"));
        Files.createSymbolicLink(directory.resolve("y/to-a"), directory.resolve("x/a"));
        assertThatThrownBy(() -> enumerate(1))
                .isExactlyInstanceOf(IOException.class)
                .hasMessageStartingWith("the symbolic link ")
                .hasMessageContainingAll("x/a/to-y/to-a leads back to ", "x/a, a directory above it")
                .message()
                .hasSizeLessThan(400);
    }

    private Collection<FileSourceSplit> enumerate(int minDesiredSplits) throws IOException {
        return new BlockSplittingRecursiveEnumerator()
                .enumerateSplits(new Path[] {new Path(directory.toUri())}, minDesiredSplits);
    }

    private static List<FileSourceSplit> sorted(Collection<FileSourceSplit> splits) {
        return splits.stream()
                .sorted((a, b) -> Long.compare(a.offset(), b.offset()))
                .collect(Collectors.toList());
    }

    private void file(String name, int bytes) throws IOException {
        java.nio.file.Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }
}
