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
import java.util.Optional;
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
    /** The last cut, until enough was written after it. */
    private Optional<FileCut> lastCut = Optional.empty();
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
        return open(directory, owner, tuning, false, Map.of());
    }

    /**
     * Opens an empty store that records when a row is written, by the machine's clock, and drops expired rows of {@link
     * #expiringColumn} in compactions.
     */
    static Store openExpiring(Path directory, String owner, Tuning tuning) {
        return open(directory, owner, tuning, true, Map.of());
    }

    /**
     * Opens a store with the files of another one.
     *
     * @param directory with the files, belongs to the store from now on
     * @param expiring whether it is a store that drops expired rows
     * @param columns all columns of the store, by name
     */
    static Store open(Path directory, String owner, Tuning tuning, boolean expiring, Map<String, Column.Form> columns) {
        List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
        List<Integer> secondsToLive = new ArrayList<>();
        descriptors.add(new ColumnFamilyDescriptor(RocksDB.DEFAULT_COLUMN_FAMILY, tuning.rows()));
        secondsToLive.add(0);
        columns.forEach((name, form) -> {
            descriptors.add(descriptor(name, form, tuning));
            secondsToLive.add(form.secondsToLive());
        });
        List<ColumnFamilyHandle> handles = new ArrayList<>();
        try {
            RocksDB db = expiring
                    ? TtlDB.open(tuning.database(), directory.toString(), descriptors, handles, secondsToLive, false)
                    : RocksDB.open(tuning.database(), directory.toString(), descriptors, handles);
            // Statistics per thread that nothing reads.
            db.setPerfLevel(PerfLevel.DISABLE);
            Store store = new Store(directory, owner, tuning, db, handles);
            int next = 1;
            for (Map.Entry<String, Column.Form> each : columns.entrySet()) {
                store.add(each.getKey(), each.getValue(), handles.get(next++));
            }
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
        Column.Form form = Column.Form.lasting(appended);
        try {
            return made(name, form, db.createColumnFamily(descriptor(name, form, tuning)));
        } catch (RocksDBException e) {
            throw failure("extended by the state '" + name + "'", directory, owner, e);
        }
    }

    /** Creates a column family of an expiring store, with the time to live of its rows. */
    Column expiringColumn(String name, Column.Form form) {
        checkOpen();
        try {
            return made(
                    name,
                    form,
                    ((TtlDB) db).createColumnFamilyWithTtl(descriptor(name, form, tuning), form.secondsToLive()));
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
                wanted.add(descriptor(name, Column.Form.lasting(appended), tuning));
            }
        });
        if (wanted.isEmpty()) {
            return;
        }
        try {
            for (ColumnFamilyHandle handle : db.createColumnFamilies(wanted)) {
                String name = new String(handle.getName(), StandardCharsets.UTF_8);
                made(name, Column.Form.lasting(appendedByName.get(name)), handle);
            }
        } catch (RocksDBException e) {
            throw failure("extended by the states " + appendedByName.keySet(), directory, owner, e);
        }
    }

    private static ColumnFamilyDescriptor descriptor(String name, Column.Form form, Tuning tuning) {
        ColumnFamilyOptions options = form.secondsToLive() > 0
                ? tuning.expiringRows(form.appended(), form.compactedAfterSeconds())
                : form.appended() ? tuning.appendedRows() : tuning.rows();
        return new ColumnFamilyDescriptor(name.getBytes(StandardCharsets.UTF_8), options);
    }

    private Column made(String name, Column.Form form, ColumnFamilyHandle handle) {
        handles.add(handle);
        return add(name, form, handle);
    }

    private Column add(String name, Column.Form form, ColumnFamilyHandle handle) {
        Column column = new Column(name, form, handle, handle.getID());
        columns.put(name, column);
        return column;
    }

    /** The columns with their forms. */
    Map<String, Column.Form> forms() {
        Map<String, Column.Form> forms = new LinkedHashMap<>();
        columns.values().forEach(column -> forms.put(column.name(), column.form()));
        return forms;
    }

    /** A name that no column has: the wished one, or one that begins with it. */
    String unusedName(String wished) {
        String name = wished;
        for (int i = 1; columns.containsKey(name); i++) {
            name = wished + "." + i;
        }
        return name;
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
        lastCut.ifPresent(this::admit);
        writing = true;
        try (WriteBatch written = new WriteBatch(batch.toBytes())) {
            db.write(tuning.writing(), written);
        } catch (RocksDBException e) {
            throw freed ? unflushed(directory, owner) : failure("written", directory, owner, e);
        } finally {
            writing = false;
        }
    }

    /**
     * Begins a cut: from now on, another thread collects the files with exactly what was written so far.
     *
     * @param links where the cut links the files; not there yet, in the file system of the store
     */
    FileCut cut(Path links) {
        checkOpen();
        lastCut.ifPresent(FileCut::collect);
        List<ColumnFamilyHandle> live =
                columns.values().stream().map(Column::handle).toList();
        FileCut cut = new FileCut(db, live, directory, links);
        lastCut = Optional.of(cut);
        return cut;
    }

    /**
     * A cut that is not collected yet is missed when a write makes RocksDB flush the buffers that were begun after it. Before
     * that the writer collects it itself.
     */
    private void admit(FileCut cut) {
        if (!cut.isOver() && bufferedBytes() > tuning.bufferedDuringCut(columns.size() + 1)) {
            cut.collect();
        }
        if (cut.isOver()) {
            lastCut = Optional.empty();
        }
    }

    private long bufferedBytes() {
        try {
            return db.getAggregatedLongProperty("rocksdb.cur-size-active-mem-table");
        } catch (RocksDBException e) {
            return Long.MAX_VALUE;
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
    static void deleteIfEmpty(Path directory) {
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
