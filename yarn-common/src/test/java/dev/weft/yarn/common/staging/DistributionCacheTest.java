package dev.weft.yarn.common.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.engine.common.WeftException;
import dev.weft.yarn.common.launch.StagedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DistributionCacheTest {

    @TempDir
    Path dir;

    private Path lib;
    private FileSystem fs;
    private DistributionCache cache;

    @BeforeEach
    void distribution() throws IOException {
        lib = Files.createDirectories(dir.resolve("lib"));
        Files.writeString(lib.resolve("b.jar"), "bb");
        Files.write(lib.resolve("a.jar"), new byte[512]);
        Files.writeString(lib.resolve("README"), "not on the class path");
        fs = FileSystem.getLocal(new Configuration());
        cache = new DistributionCache(
                fs, new org.apache.hadoop.fs.Path(dir.resolve("hdfs").toUri()));
    }

    private Distribution read() throws IOException {
        return Distribution.of(lib, LocalCache.at(dir.resolve("memory")));
    }

    @Test
    void theSecondUploadSendsNothing() throws IOException {
        DistributionCache.Cached first = cache.ensure(read());
        DistributionCache.Cached second = cache.ensure(read());

        assertThat(first.uploadedBytes()).isEqualTo(first.archive().bytes()).isPositive();
        assertThat(second).isEqualTo(new DistributionCache.Cached(first.archive(), 0));
        assertThat(first.archive().kind()).isEqualTo(StagedFile.Kind.ARCHIVE);
    }

    @Test
    void theArchiveIsOneThatTheSystemsTarUnpacksWithFixedTimes() throws IOException, InterruptedException {
        Path archive = Path.of(cache.ensure(read()).archive().uri());
        Path unpacked = Files.createDirectories(dir.resolve("unpacked"));
        Process tar = new ProcessBuilder("tar", "-xf", archive.toString(), "-C", unpacked.toString())
                .inheritIO()
                .start();
        assertThat(tar.waitFor(10, TimeUnit.SECONDS)).isTrue();

        assertThat(tar.exitValue()).isZero();
        assertThat(unpacked.resolve("lib/b.jar")).hasContent("bb");
        assertThat(Files.size(unpacked.resolve("lib/a.jar"))).isEqualTo(512);
        assertThat(Files.getLastModifiedTime(unpacked.resolve("lib/a.jar")))
                .isEqualTo(FileTime.from(1_767_225_600L, TimeUnit.SECONDS));
    }

    @Test
    void theHashIsOfTheContentNotOfTheTimes() throws IOException {
        String before = read().sha256();
        Files.setLastModifiedTime(lib.resolve("a.jar"), FileTime.fromMillis(1_000_000));
        assertThat(read().sha256()).isEqualTo(before);

        Files.writeString(lib.resolve("b.jar"), "bc");
        assertThat(read().sha256()).isNotEqualTo(before);
    }

    @Test
    void jarsAreInTheOrderOfTheirNames() throws IOException {
        assertThat(read().jarNames()).isEqualTo(List.of("a.jar", "b.jar"));
    }

    @Test
    void aDamagedArchiveIsReplaced() throws IOException {
        Path archive = Path.of(cache.ensure(read()).archive().uri());
        Files.writeString(archive, "damaged");

        assertThat(cache.ensure(read()).uploadedBytes()).isEqualTo(Files.size(archive));
        assertThat(Files.list(archive.getParent().getParent()).toList()).hasSize(1);
    }

    @Test
    void anEmptyLibDirectoryIsNamed() throws IOException {
        Path empty = Files.createDirectories(dir.resolve("empty"));
        LocalCache memory = LocalCache.at(dir.resolve("memory"));

        assertThatThrownBy(() -> Distribution.of(empty, memory))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining(empty.toString());
    }

    @Test
    void aLocalCacheThatOthersCanEnterIsRefused() throws IOException {
        Path open = Files.createDirectories(dir.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> LocalCache.at(open))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("rwxr-xr-x");
    }
}
