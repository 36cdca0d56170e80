package dev.weft.engine.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory for the local copies of one job, made when the first file is. A lock on a file in it shows that its process
 * lives: whoever makes a directory deletes those beside it whose process is gone. Thread-safe.
 */
final class LocalDirectory {

    private static final Logger LOG = LoggerFactory.getLogger(LocalDirectory.class);
    private static final String PREFIX = "weft-local-";
    private static final String LOCK = "lock";

    /** The directory, and the open file whose lock is held. */
    private record Made(Path directory, FileChannel lock) {}

    private final List<Path> roots;
    private Optional<Made> made = Optional.empty();
    private boolean deleted;
    private int files;

    LocalDirectory(List<Path> roots) {
        this.roots = List.copyOf(roots);
    }

    /** A name for a new file. */
    synchronized Path newFile() throws IOException {
        if (deleted) {
            throw new IOException("the job is released");
        }
        if (made.isEmpty()) {
            made = Optional.of(make(roots.get(Math.floorMod(System.identityHashCode(this), roots.size()))));
        }
        return made.get().directory.resolve("copy-" + ++files);
    }

    private static Made make(Path root) throws IOException {
        Files.createDirectories(root);
        deleteAbandoned(root);
        Path directory = Files.createTempDirectory(root, PREFIX);
        FileChannel lock =
                FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            lock.lock();
        } catch (Throwable t) {
            lock.close();
            throw t;
        }
        return new Made(directory, lock);
    }

    private static void deleteAbandoned(Path root) throws IOException {
        try (DirectoryStream<Path> others = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (Path other : others) {
                if (isAbandoned(other.resolve(LOCK))) {
                    LOG.info("{} was left by a process that is gone and is deleted", other);
                    deleteAll(other);
                }
            }
        }
    }

    /** One that has no lock yet is being made. */
    private static boolean isAbandoned(Path lock) {
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException noLock) {
            return false;
        }
    }

    /** No file is made any more; returns whether there is something to delete. */
    synchronized boolean end() {
        deleted = true;
        return made.isPresent();
    }

    synchronized void delete() {
        made.ifPresent(each -> {
            try {
                each.lock.close();
            } catch (IOException e) {
                LOG.debug("The lock of {} cannot be closed", each.directory, e);
            }
            deleteAll(each.directory);
        });
        made = Optional.empty();
    }

    private static void deleteAll(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).forEach(LocalDirectory::deleteFile);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("{} cannot be deleted: {}", directory, e.toString());
        }
    }

    static void deleteFile(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.toString());
        }
    }
}
