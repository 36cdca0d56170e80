package dev.weft.engine.checkpoint;

import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.SnapshotStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies, on this executor's disk, of the files that the tasks of one job have stored for its latest checkpoints (local
 * recovery): a task that is restarted here reads them instead of the checkpoint storage. A copy is found by what is stored, so
 * it serves any task that has to read the same bytes. Each has a checksum in memory, so copies do not outlive the process.
 *
 * <p>A copy goes when all checkpoints that name it are older than the latest complete one, or aborted. A copy that cannot be
 * made or is damaged is only logged: the checkpoint does not depend on it. Thread-safe.
 */
public final class LocalCopies {

    private static final Logger LOG = LoggerFactory.getLogger(LocalCopies.class);

    /** A copy and the checkpoints that name it. */
    private record Kept(Path file, long length, long checksum, Set<Long> checkpoints) {}

    private final LocalDirectory directory;
    private final IoExecutor io;
    private final Map<FileBytes, Kept> kept = new HashMap<>();
    private final Set<Long> checkpoints = new HashSet<>();
    private boolean closed;

    /**
     * @param roots directories on this machine, one of which gets the copies
     * @param io deletes them
     */
    public LocalCopies(List<Path> roots, IoExecutor io) {
        this.directory = new LocalDirectory(roots);
        this.io = io;
    }

    // ---- writing ----------------------------------------------------------------------------------------------------

    /** A store that makes copies of what is written to another one; of savepoints none. */
    public SnapshotStore keeping(CheckpointRequest request, SnapshotStore store) {
        if (request.kind().isSavepoint()) {
            return store;
        }
        synchronized (this) {
            checkpoints.add(request.checkpointId());
        }
        return new KeepingStore(store, this, request.checkpointId());
    }

    Path newFile() throws IOException {
        return directory.newFile();
    }

    /** What was stored for a checkpoint is in this file, which belongs to the copies from now on. */
    void add(long checkpoint, FileBytes stored, Path file, long length, long checksum) {
        boolean unused;
        synchronized (this) {
            unused = closed || !checkpoints.contains(checkpoint);
            if (!unused) {
                kept.put(stored, new Kept(file, length, checksum, new HashSet<>(Set.of(checkpoint))));
            }
        }
        if (unused) {
            delete(List.of(file));
        }
    }

    /** A checkpoint names again what is stored already, of which a file on this machine, that never changes, has the bytes. */
    void addAgain(long checkpoint, FileBytes stored, Path file) throws IOException {
        synchronized (this) {
            Kept known = kept.get(stored);
            if (known != null) {
                known.checkpoints.add(checkpoint);
                return;
            }
        }
        add(checkpoint, stored, link(file), Files.size(file), checksum(file));
    }

    Path link(Path file) throws IOException {
        Path copy = newFile();
        try {
            Files.createLink(copy, file);
        } catch (IOException | UnsupportedOperationException anotherDisk) {
            Files.copy(file, copy);
        }
        return copy;
    }

    static void logMissing(Object what, Exception why) {
        LOG.warn("There is no local copy of {}: {}", what, why.toString());
    }

    // ---- reading ----------------------------------------------------------------------------------------------------

    /** The copy of what is stored, after it was compared with its checksum; none is kept any more that is damaged. */
    Optional<Path> find(FileBytes stored) {
        Kept copy;
        synchronized (this) {
            copy = kept.get(stored);
        }
        if (copy == null) {
            return Optional.empty();
        }
        String damage;
        try {
            long length = Files.size(copy.file);
            if (length == copy.length && checksum(copy.file) == copy.checksum) {
                return Optional.of(copy.file);
            }
            damage = length == copy.length
                    ? "it does not match its checksum"
                    : "it has " + length + " bytes instead of " + copy.length;
        } catch (IOException e) {
            damage = e.toString();
        }
        LOG.warn("The local copy {} is damaged, {} is read instead: {}", copy.file, stored, damage);
        synchronized (this) {
            kept.remove(stored, copy);
        }
        delete(List.of(copy.file));
        return Optional.empty();
    }

    private static long checksum(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        byte[] buffer = new byte[64 << 10];
        try (InputStream in = Files.newInputStream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        return crc.getValue();
    }

    static InputStream open(Path copy, long offset) throws IOException {
        InputStream in = Files.newInputStream(copy);
        try {
            in.skipNBytes(offset);
            return new BufferedInputStream(in);
        } catch (Throwable t) {
            in.close();
            throw t;
        }
    }

    // ---- the fate of checkpoints ------------------------------------------------------------------------------------

    /** A checkpoint is complete: nothing goes on from an earlier one. */
    public void completed(long checkpoint) {
        List<Path> unused;
        synchronized (this) {
            if (!checkpoints.contains(checkpoint)) {
                return;
            }
            checkpoints.removeIf(each -> each < checkpoint);
            unused = removeUnnamed();
        }
        delete(unused);
    }

    /** A checkpoint will not be complete. */
    public void aborted(long checkpoint) {
        List<Path> unused;
        synchronized (this) {
            checkpoints.remove(checkpoint);
            unused = removeUnnamed();
        }
        delete(unused);
    }

    private List<Path> removeUnnamed() {
        List<Path> unused = new ArrayList<>();
        kept.values().removeIf(copy -> {
            copy.checkpoints.retainAll(checkpoints);
            if (copy.checkpoints.isEmpty()) {
                unused.add(copy.file);
            }
            return copy.checkpoints.isEmpty();
        });
        return unused;
    }

    /** The job is released: deletes everything. */
    public void close() {
        synchronized (this) {
            closed = true;
            kept.clear();
            checkpoints.clear();
        }
        if (directory.end()) {
            later(directory::delete);
        }
    }

    private void delete(List<Path> files) {
        if (!files.isEmpty()) {
            later(() -> files.forEach(LocalDirectory::deleteFile));
        }
    }

    private void later(Runnable deletion) {
        try {
            io.execute(deletion);
        } catch (WeftException allAreBusy) {
            LOG.debug("Local copies are deleted by a caller, because all threads are busy", allAreBusy);
            deletion.run();
        }
    }
}
