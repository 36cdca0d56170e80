package dev.weft.state.rocksdb;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
 * One open RocksDB with its column families, without a write-ahead log: what is not in a snapshot of the job is lost with
 * the process. Belongs to the thread of the task, except that a snapshot is read by another thread, which holds the lease
 * meanwhile. Whoever leaves last closes the natives, the children before their parents, and removes the directory.
 */
final class Store {

    private static final int FIRST_VALUE_BYTES = 4 << 10;
    /** A disk with less room than a file or two is full. */
    private static final long FULL_BYTES = 128 << 20;

    private final Path directory;
    private final String owner;
    private final Tuning tuning;
    private final RocksDB db;
    private final List<ColumnFamilyHandle> handles;
    private final Map<String, Column> columns = new LinkedHashMap<>();
    private final Lease lease = new Lease(this::release);
    private byte[] value = new byte[FIRST_VALUE_BYTES];
    private boolean closed;
    private volatile boolean writing;
    /** A write was ended from outside, and with it RocksDB's own work: there is nothing more to be done here. */
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
     * Opens an empty store that notes when a row is written, by the machine's clock, and drops rows of {@link
     * #expiringColumn} that are too old when it compacts.
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
            // Counters of this thread that nobody reads.
            db.setPerfLevel(PerfLevel.DISABLE);
            Store store = new Store(directory, owner, tuning, db, handles);
            WriteWatch.ofProcess().add(store);
            return store;
        } catch (RocksDBException e) {
            tuning.close();
            delete(directory);
            throw failure("opened", directory, owner, e);
        }
    }

    /** The column family of this name, made if there is none. */
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

    /** A new column family of an expiring store, whose rows live so long. */
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
     * Makes several column families at once, which takes as long as making one.
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

    /** Forgets a column and its rows. */
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

    /** What {@link #get} has read. Valid until the next one. */
    byte[] value() {
        return value;
    }

    /** Writes a batch at once. */
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

    /** Called by the watch: ends a write that waits for files that RocksDB has failed to write. */
    void freeStuckWriter() {
        if (!writing || freed || !lease.join()) {
            return;
        }
        try {
            if (writing && db.getLongProperty(handles.get(0), "rocksdb.background-errors") > 0) {
                freed = true;
                db.cancelAllBackgroundWork(false);
            }
        } catch (RocksDBException e) {
            // The next look will tell.
        } finally {
            lease.leave();
        }
    }

    /** The rows of a column as they are now, not to be seen changing. The caller closes it. */
    RocksIterator iterate(Column column) {
        checkOpen();
        return db.newIterator(column.handle(), tuning.reading());
    }

    /** As {@link #iterate(Column)}, with options of the caller's own. */
    RocksIterator iterate(Column column, ReadOptions options) {
        return db.newIterator(column.handle(), options);
    }

    /** Whether a walk has come to an end because of a failure: throws if so. */
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

    /** A number that RocksDB tells of itself; 0 when it does not. */
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

    /** What is freed must not be touched: that would end the process, not the task. */
    void checkOpen() {
        if (closed) {
            throw new IllegalStateException("the RocksDB state of " + owner
                    + " is closed: state is used after the task has ended, perhaps by a thread of the program's own");
        }
    }

    /** Lets go of the store; it is released when nobody reads it any more. */
    void close() {
        if (!closed) {
            closed = true;
            lease.leave();
        }
    }

    private void release() {
        WriteWatch.ofProcess().remove(this);
        handles.forEach(ColumnFamilyHandle::close);
        db.cancelAllBackgroundWork(true);
        db.close();
        tuning.close();
        delete(directory);
        deleteIfEmpty(directory.getParent());
    }

    /** Removes the instance's own directory with its last store. */
    private static void deleteIfEmpty(Path directory) {
        try {
            Files.deleteIfExists(directory);
        } catch (IOException e) {
            // Another store is in it.
        }
    }

    /** Removes a directory with all that is in it. */
    static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // The container's directory goes with the container.
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

    /** RocksDB does not tell why a flush has failed. */
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
