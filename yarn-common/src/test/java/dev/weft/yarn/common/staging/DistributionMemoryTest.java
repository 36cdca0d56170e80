package dev.weft.yarn.common.staging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.engine.common.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionMemoryTest {

    private static final String HASH = "0123456789abcdef".repeat(4);

    @TempDir
    Path dir;

    private LocalCache cache;
    private DistributionMemory memory;

    @BeforeEach
    void open() throws IOException {
        cache = LocalCache.at(dir.resolve("memory"));
        memory = new DistributionMemory(cache);
    }

    private Path lib(String name) throws IOException {
        return Files.createDirectories(dir.resolve(name));
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(cache.directory())) {
            return files.count();
        }
    }

    private static void age(Path file, Duration ago) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }

    @Test
    void aHashIsRecalledWhileTheStampIsTheSame() throws IOException {
        Path lib = lib("lib");
        memory.remember(lib, "stamp", HASH);
        assertThat(memory.recall(lib, "stamp")).contains(HASH);
        assertThat(memory.recall(lib, "another")).isEmpty();
        assertThat(memory.recall(lib("other"), "stamp")).isEmpty();
    }

    @Test
    void aDirectoryThatIsBuiltAgainTakesNoMoreRoom() throws IOException {
        for (int build = 0; build < 5; build++) {
            memory.remember(lib("lib"), "build " + build, HASH);
        }
        assertThat(files()).isEqualTo(1);
    }

    @Test
    void aDistributionThatIsGoneIsForgotten() throws IOException {
        Path gone = lib("gone");
        memory.remember(gone, "stamp", HASH);
        Files.delete(gone);
        memory.remember(lib("lib"), "stamp", HASH);
        assertThat(files()).isEqualTo(1);
        assertThat(memory.recall(lib("lib"), "stamp")).contains(HASH);
    }

    @Test
    void ofManyDistributionsTheLastReadAreRemembered() throws IOException {
        for (int i = 0; i < DistributionMemory.KEPT + 3; i++) {
            memory.remember(lib("lib" + i), "stamp", HASH);
            try (Stream<Path> all = Files.list(cache.directory())) {
                for (Path file : all.toList()) {
                    age(
                            file,
                            Duration.between(Files.getLastModifiedTime(file).toInstant(), Instant.now())
                                    .plusMinutes(1));
                }
            }
        }
        assertThat(files()).isEqualTo(DistributionMemory.KEPT);
        assertThat(memory.recall(lib("lib2"), "stamp")).isEmpty();
        assertThat(memory.recall(lib("lib3"), "stamp")).contains(HASH);
    }

    @Test
    void whatAnotherProcessWritesIsLeftAloneAndWhatItLeftIsNot() throws IOException {
        Path written = Files.writeString(cache.file("distribution-123"), "");
        Path left = Files.writeString(cache.file("distribution-124"), HASH);
        Path foreign = Files.writeString(cache.file("else"), "");
        age(left, Duration.ofHours(2));
        age(foreign, Duration.ofHours(2));
        memory.remember(lib("lib"), "stamp", HASH);
        assertThat(written).exists();
        assertThat(foreign).exists();
        assertThat(left).doesNotExist();
    }

    @Test
    void aDamagedMemoryRecallsNothing() throws IOException {
        Path lib = lib("lib");
        memory.remember(lib, "stamp", HASH);
        Path file = cache.file("distribution-" + Sha256.of(lib.toRealPath().toString()));
        Files.write(file, new byte[] {(byte) 0xff, 0, 1});
        assertThat(memory.recall(lib, "stamp")).isEmpty();
        memory.remember(lib, "stamp", HASH);
        assertThat(memory.recall(lib, "stamp")).contains(HASH);
    }
}
