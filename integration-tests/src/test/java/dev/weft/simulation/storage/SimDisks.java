package dev.weft.simulation.storage;

import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.SimProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The disks of executors, where they keep local copies. Directories of the real machine, because the engine uses them by
 * {@code java.nio}; calls take no simulated time. A disk is gone with its process. Used by whichever actor runs.
 */
public final class SimDisks implements AutoCloseable {

    private final Rng random;
    private final Path all;
    private final Map<SimProcess, Path> disks = new HashMap<>();

    public SimDisks(Rng random) {
        this.random = random;
        all = Path.of(System.getProperty("java.io.tmpdir"))
                .resolve("weft-simulation-" + ProcessHandle.current().pid());
    }

    /** The directory of a process that starts, which is made when something is written into it. */
    public Path attach(SimProcess process) {
        Path disk = all.resolve(process.name());
        disks.put(process, disk);
        return disk;
    }

    /** The process is gone. */
    public void detach(SimProcess process) {
        Path disk = disks.remove(process);
        if (disk != null) {
            delete(disk);
        }
    }

    /**
     * Replaces all copies on the disk of a process by damaged ones, or deletes them; who has one open reads on.
     *
     * @return how many there were
     */
    public int damage(SimProcess process) {
        Path disk = disks.get(process);
        if (disk == null) {
            return 0;
        }
        int kind = random.below(3);
        int damaged = 0;
        for (Path file : files(disk)) {
            if (file.getFileName().toString().startsWith("copy-")) {
                damage(file, kind);
                damaged++;
            }
        }
        return damaged;
    }

    private static void damage(Path file, int kind) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            if (kind == 0 || bytes.length == 0) {
                Files.delete(file);
                return;
            }
            byte[] others = Arrays.copyOf(bytes, kind == 1 ? bytes.length / 2 : bytes.length);
            if (kind == 2) {
                others[bytes.length / 2] ^= 1;
            }
            Path beside = file.resolveSibling(file.getFileName() + ".damaged");
            Files.write(beside, others);
            Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Deletes all of them. */
    @Override
    public void close() {
        delete(all);
    }

    private static List<Path> files(Path disk) {
        if (!Files.exists(disk)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(disk)) {
            return files.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        if (!Files.exists(directory)) {
            return;
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
