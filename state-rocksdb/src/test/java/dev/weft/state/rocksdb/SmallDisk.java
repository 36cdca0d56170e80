package dev.weft.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A small in-memory file system with mount options of the test's choice. Only root can create one: others skip the
 * test.
 */
record SmallDisk(Path path) implements AutoCloseable {

    /** @param options such as {@code size=4m,noexec} */
    static SmallDisk mounted(String options) throws IOException {
        Path path = Files.createTempDirectory("weft-disk-");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path.toString());
        if (!mounted) {
            Files.delete(path);
        }
        Assumptions.assumeTrue(mounted, "only root can mount a file system");
        return new SmallDisk(path);
    }

    /** Takes all the room that is left. */
    void fill() throws IOException {
        Path file = path.resolve("filler");
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (path.toFile().getUsableSpace() >= block.length) {
                throw full;
            }
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(List.of(command))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws IOException {
        if (!run("umount", path.toString())) {
            run("umount", "-l", path.toString());
        }
        Files.deleteIfExists(path);
    }
}
