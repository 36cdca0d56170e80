package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.state.ValueState;
import dev.weft.engine.common.WeftException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The library is loaded once a process, so each test has a process of its own. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NativeLibraryTest {

    @TempDir
    Path directory;

    /** Tries directories one after the other, and prints what comes of it. */
    static final class Process {
        private Process() {}

        public static void main(String[] directories) {
            for (String each : directories) {
                try {
                    NativeLibrary.load(List.of(Path.of(each)));
                    try (Instance instance = new Instance(Instance.in(Path.of(each)))) {
                        ValueState<byte[]> state = instance.bytes();
                        instance.fill(state, 2000);
                        instance.read(state, 2000);
                    }
                    System.out.println("used " + each);
                } catch (WeftException e) {
                    System.out.println(e.code() + " " + e.getMessage());
                } catch (Throwable e) {
                    System.out.println("unexpected " + e);
                }
            }
        }
    }

    /** @param temporary the process's directory for temporary files */
    private List<String> tried(Path temporary, Path... directories) throws Exception {
        Path output = directory.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                Process.class.getName());
        Stream.of(directories).map(Path::toString).forEach(builder.command()::add);
        java.lang.Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
        return Files.readAllLines(output);
    }

    @Test
    void aDirectoryWithoutTheRightToExecuteIsNamedAndAnotherOneServes() throws Exception {
        Path executable = Files.createDirectory(directory.resolve("executable"));
        try (SmallDisk disk = SmallDisk.mounted("size=32m,noexec")) {
            List<String> lines = tried(disk.path(), disk.path(), executable, disk.path());
            assertThat(lines).hasSize(3);
            assertThat(lines.get(0))
                    .startsWith("INVALID_CONFIGURATION RocksDB's native library cannot be loaded from " + disk.path()
                            + " (")
                    .contains("failed to map segment")
                    .contains("name a directory in state.backend.rocksdb.localdir")
                    .contains("not mounted noexec");
            assertThat(lines.subList(1, 3)).containsExactly("used " + executable, "used " + disk.path());
            assertThat(disk.path()).isEmptyDirectory();
        }
        assertThat(executable).isEmptyDirectory();
    }

    @Test
    void aDirectoryWithoutRoomIsNamed() throws Exception {
        try (SmallDisk disk = SmallDisk.mounted("size=1m")) {
            List<String> lines = tried(directory, disk.path());
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0))
                    .startsWith("INSUFFICIENT_RESOURCES RocksDB's native library cannot be loaded from " + disk.path()
                            + " (No space left on device)")
                    .contains("has 16 MB of room");
            assertThat(disk.path()).isEmptyDirectory();
        }
    }
}
