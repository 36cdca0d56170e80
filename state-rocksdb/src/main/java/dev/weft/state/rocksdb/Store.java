package dev.weft.state.rocksdb;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.PerfLevel;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.Snapshot;
import org.rocksdb.Status;
import org.rocksdb.TtlDB;
import org.rocksdb.WriteBatch;

/**
 * An open RocksDB with its column families, without a write-ahead log: data that is not in a snapshot of the job is
 * lost with the process. Belongs to the thread of the task, except that snapshots are read by another thread, which
 * holds the lease meanwhile. The last holder of the lease closes the native objects, children before parents, and
 * removes the directory.
 */
final class Store {

    private static final int FIRST_VALUE_BYTES = 4 << 10;
    /** A disk with less free space than a file or two counts as full. */
    private static final long FULL_BYTES = 128 << 20;

    private final Path directory;
    private final String owner;
    private final Tuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Lease lease = new Lease(this::release);
    private byte[] value = new byte[FIRST_VALUE_BYTES];
    /** Held while the watchdog works on the store: {@link #close} waits for it, so that it is the owner who frees the store. */
    private final Object watched = new Object();

    private boolean closed;
    private volatile boolean writing;
    /** A blocked write was ended by the watchdog, and RocksDB's background work with it: the store is unusable. */
    private volatile boolean freed;

    private Store(Path directory, String owner, Tuning tuning, RocksDB db, List<ColumnFamilyHandle> handles) {
        this.directory = directory;
        this.owner = owner;
        this.tuning = tuning;
        this.db = db;
        this.handles = handles;
    }

    /**
     * Opens an empty store.
     *
     * @param directory empty, belongs to the store from now on
     * @param owner in words
     * @param tuning belongs to the store from now on
     */
    static Store open(Path directory, String owner, Tuning tuning) {
        return open(directory, owner, tuning, false);
    }

    /**
     * Opens an empty store that records when a row is written, by the machine's clock, and drops expired rows of {@link
     * #expiringColumn} in compactions.
     */
    static Store openExpiring(Path directory, String owner, Tuning tuning) {
        return open(directory, owner, tuning, true);
    }

    private static Store open(Path directory, String owner, Tuning tuning, boolean expiring) {
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        List<ColumnFamilyDescriptor> first =
                List.of(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.rows()));
        try {
            RocksDB db = expiring
                    ? TtlDB.open(tuning.database(), directory.toString(), first, handles, List.of(0), false)
                    : RocksDB.open(tuning.database(), directory.toString(), first, handles);
            // Statistics per thread that nothing reads.
            db.setPerfLevel(PerfLevel.DISABLE);
            Store store = new Store(directory, owner, tuning, db, handles);
            WriteStallWatchdog.ofProcess().add(store);
            return store;
        } catch (RocksDBException e) {
            tuning.close();
            delete(directory);
            throw failure("opened", directory, owner, e);
        }
    }

    /** The column family of this name, created if there is none. */
    Column column(String name, boolean appended) {
        checkOpen();
        Column known = columns.get(name);
        if (known != null) {
            return known;
        }
        try {
            return made(name, db.createColumnFamily(descriptor(name, appended)));
        } catch (RocksDBException e) {
            throw failure("extended by the state '" + name + "'", directory, owner, e);
        }
    }

    /** Creates a column family of an expiring store, with the time to live of its rows. */
    Column expiringColumn(String name, boolean appended, int seconds, long compactedAfterSeconds) {
        checkOpen();
        ColumnFamilyOptions options = tuning.expiringRows(appended, compactedAfterSeconds);
        try {
            return made(
                    name,
                    ((TtlDB) db)
                            .createColumnFamilyWithTtl(
                                    new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options),
                                    seconds));
        } catch (RocksDBException e) {
            throw failure("extended by the state '" + name + "'", directory, owner, e);
        }
    }

    /**
     * Creates several column families at once, which takes as long as creating one.
     *
     * @param appendedByName whether rows are appended to, by the column's name
     */
    void makeColumns(Map<String, Boolean> appendedByName) {
        checkOpen();
        List<ColumnFamilyDescriptor> wanted = new ArrayList<>();
        appendedByName.forEach((name, appended) -> {
            if (!columns.containsKey(name)) {
                wanted.add(descriptor(name, appended));
            }
        });
        if (wanted.isEmpty()) {
            return;
        }
        try {
            for (ColumnFamilyHandle handle : db.createColumnFamilies(wanted)) {
                made(new String(handle.getName(), StandardCharsets.UTF_8), handle);
            }
        } catch (RocksDBException e) {
            throw failure("extended by the states " + appendedByName.keySet(), directory, owner, e);
        }
    }

    private ColumnFamilyDescriptor descriptor(String name, boolean appended) {
        return new ColumnFamilyDescriptor(
                name.getBytes(StandardCharsets.UTF_8), appended ? tuning.appendedRows() : tuning.rows());
    }

    private Column made(String name, ColumnFamilyHandle handle) {
        handles.add(handle);
        Column column = new Column(name, handle, handle.getID());
        columns.put(name, column);
        return column;
    }

    /** Drops a column with its rows. */
    void drop(Column column) {
        try {
            db.dropColumnFamily(column.handle());
            columns.remove(column.name());
        } catch (RocksDBException e) {
            throw failure("rid of the state '" + column.name() + "'", directory, owner, e);
        }
    }

    /**
     * Reads a row.
     *
     * @return the length of what {@link #value} holds then, -1 when there is no such row
     */
    int get(Column column, byte[] key, int keyLength) {
        checkOpen();
        try {
            int length = db.get(column.handle(), tuning.reading(), key, 0, keyLength, value, 0, value.length);
            if (length > value.length) {
                value = new byte[Math.max(length, 2 * value.length)];
                length = db.get(column.handle(), tuning.reading(), key, 0, keyLength, value, 0, value.length);
            }
            return length == RocksDB.NOT_FOUND ? -1 : length;
        } catch (RocksDBException e) {
            throw failure("read", directory, owner, e);
        }
    }

    /** The row that {@link #get} has read; valid until the next one. */
    byte[] value() {
        return value;
    }

    /** Writes a batch. */
    void write(Batch batch) {
        checkOpen();
        if (freed) {
            throw unflushed(directory, owner);
        }
        writing = true;
        try (WriteBatch written = new WriteBatch(batch.toBytes())) {
            db.write(tuning.writing(), written);
        } catch (RocksDBException e) {
            throw freed ? unflushed(directory, owner) : failure("written", directory, owner, e);
        } finally {
            writing = false;
        }
    }

    /** Called by the watchdog: ends a write that waits for files that RocksDB has failed to write. */
    void freeStuckWriter() {
        synchronized (watched) {
            if (!writing || freed || closed) {
                return;
            }
            try {
                if (db.getLongProperty(handles.get(0), "rocksdb.background-errors") > 0) {
                    freed = true;
                    db.cancelAllBackgroundWork(false);
                }
            } catch (RocksDBException e) {
                // The next check will tell.
            }
        }
    }

    /** A stable iterator over the rows of a column. The caller closes it. */
    RocksIterator iterate(Column column) {
        checkOpen();
        return db.newIterator(column.handle(), tuning.reading());
    }

    /** As {@link #iterate(Column)}, with the caller's own options. */
    RocksIterator iterate(Column column, ReadOptions options) {
        return db.newIterator(column.handle(), options);
    }

    /** Throws if an iteration has ended because of a failure. */
    void check(RocksIterator rows) {
        try {
            rows.status();
        } catch (RocksDBException e) {
            throw failure("read", directory, owner, e);
        }
    }

    Snapshot snapshot() {
        checkOpen();
        return db.getSnapshot();
    }

    void release(Snapshot snapshot) {
        db.releaseSnapshot(snapshot);
        snapshot.close();
    }

    Lease lease() {
        return lease;
    }

    /** A native property of a column family; 0 when it is unknown. */
    long property(Column column, String name) {
        if (!lease.join()) {
            return 0;
        }
        try {
            return db.getLongProperty(column.handle(), name);
        } catch (RocksDBException e) {
            return 0;
        } finally {
            lease.leave();
        }
    }

    /** Fails if the store is closed: accessing freed native memory would crash the process, not only the task. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the RocksDB state of " + owner
                    + " is closed: state is used after the task has ended, perhaps by a thread of the program's own");
        }
    }

    /** Closes the store; it is freed when no snapshot reads it any more. */
    void close() {
        synchronized (watched) {
            if (closed) {
                return;
            }
            closed = true;
        }
        lease.leave();
    }

    private void release() {
        WriteStallWatchdog.ofProcess().remove(this);
        handles.forEach(ColumnFamilyHandle::close);
        db.cancelAllBackgroundWork(true);
        db.close();
        tuning.close();
        delete(directory);
        deleteIfEmpty(directory.getParent());
    }

    /** Removes the instance's directory with its last store. */
    private static void deleteIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Another store is in it.
        }
    }

    /** Removes a directory with its contents, which RocksDB's threads may still be removing too. */
    static void delete(Path directory) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path emptied, IOException e) throws IOException {
                    Files.deleteIfExists(emptied);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // The container's directory is removed with the container.
        }
    }

    private static WeftException failure(String what, Path directory, String owner, RocksDBException e) {
        String where = "the RocksDB state of " + owner + " in " + directory + " cannot be " + what + ": ";
        Status status = e.getStatus();
        if (isDamaged(status, e)) {
            return new WeftException(
                    ErrorCode.EXTERNAL_SERVICE,
                    where + "its files are damaged or gone (" + e.getMessage()
                            + "); check the disk and what cleans it up, the job goes on from its last checkpoint on a"
                            + " new copy",
                    e);
        }
        if (isNoSpace(status, e)) {
            return full(where, directory, e);
        }
        return new WeftException(ErrorCode.EXTERNAL_SERVICE, where + e.getMessage(), e);
    }

    private static WeftException full(String where, Path directory, Exception cause) {
        long free = directory.toFile().getUsableSpace();
        return new WeftException(
                ErrorCode.INSUFFICIENT_RESOURCES,
                where + "the disk is full (" + (free >> 20) + " MiB free); make room, or name a bigger disk in"
                        + " state.backend.rocksdb.localdir",
                cause);
    }

    /** The error for a failed flush, of which RocksDB does not tell the reason. */
    private static WeftException unflushed(Path directory, String owner) {
        String where = "the RocksDB state of " + owner + " in " + directory + " cannot be written: ";
        RocksDBException cause = new RocksDBException("a flush or a compaction has failed");
        return directory.toFile().getUsableSpace() < FULL_BYTES
                ? full(where, directory, cause)
                : new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        where + "a flush or a compaction has failed; check the disk, and set "
                                + RocksDbOptions.LOG_LEVEL.key() + ": error-level and "
                                + RocksDbOptions.LOG_DIRECTORY.key()
                                + " to see why",
                        cause);
    }

    private static boolean isDamaged(Status status, RocksDBException e) {
        return status != null && status.getCode() == Status.Code.Corruption
                || e.getMessage() != null && e.getMessage().contains("No such file or directory");
    }

    private static boolean isNoSpace(Status status, RocksDBException e) {
        return status != null && status.getSubCode() == Status.SubCode.NoSpace
                || e.getMessage() != null && e.getMessage().contains("No space left on device");
    }
}
