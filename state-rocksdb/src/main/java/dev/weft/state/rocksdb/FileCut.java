package dev.weft.state.rocksdb;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.FlushOptions;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files with exactly what a store held at one moment (a consistent cut), as hard links. RocksDB's own Checkpoint does the
 * same, but flushes the write buffers while the caller waits. Here the task only makes them immutable, which is quick, and
 * goes on; {@link #collect} waits for RocksDB to flush them in the background.
 *
 * <p>Meanwhile the task writes into new buffers. When one of these has been flushed too before the files were collected, which
 * their sequence numbers tell, the cut is missed, and its owner must copy the rows of the moment instead.
 *
 * <p>Begun by the task's thread. Collected by the first thread that asks, which holds a lease of the store; others wait for it.
 */
final class FileCut {

    private static final Logger LOG = LoggerFactory.getLogger(FileCut.class);
    private static final long POLL_NS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final int ATTEMPTS = 10;
    private static final String MANIFEST = "MANIFEST-";

    /**
     * The collected files.
     *
     * @param manifest names the others; it is this cut's alone
     * @param tables with the rows; never changed, and other cuts of the store may have them under the same name
     */
    record Collected(Path manifest, List<Path> tables) {}

    private final RocksDB db;
    private final Path from;
    private final Path links;
    private final long lastSequence;
    private volatile boolean over;
    private Optional<Collected> collected = Optional.empty();

    /** Begins the cut. The current write buffers become immutable. */
    FileCut(RocksDB db, List<ColumnFamilyHandle> columns, Path from, Path links) {
        this.db = db;
        this.from = from;
        this.links = links;
        this.lastSequence = db.getLatestSequenceNumber();
        try {
            flush(columns, false);
        } catch (RocksDBException stopped) {
            flushAndWait(columns);
        }
    }

    /** RocksDB has stopped writes because it flushes and compacts too slowly: the task would have to wait anyway. */
    private void flushAndWait(List<ColumnFamilyHandle> columns) {
        try {
            flush(columns, true);
        } catch (RocksDBException e) {
            LOG.warn("The files of {} cannot be collected: {}", from, e.getMessage());
            over = true;
        }
    }

    private void flush(List<ColumnFamilyHandle> columns, boolean wait) throws RocksDBException {
        try (FlushOptions flush = new FlushOptions().setWaitForFlush(wait).setAllowWriteStall(true)) {
            db.flush(flush, columns);
        }
    }

    /** Whether later writes cannot do harm any more. */
    boolean isOver() {
        return over;
    }

    /** The files, or nothing when the cut was missed. */
    synchronized Optional<Collected> collect() {
        if (!over) {
            try {
                awaitFlush();
                collected = link();
            } catch (RocksDBException | IOException e) {
                LOG.warn("The files of {} cannot be collected: {}", from, e.getMessage());
            }
            over = true;
        }
        return collected;
    }

    private void awaitFlush() throws RocksDBException {
        while (db.getAggregatedLongProperty("rocksdb.num-immutable-mem-table") > 0) {
            if (db.getAggregatedLongProperty("rocksdb.background-errors") > 0) {
                throw new RocksDBException("a flush has failed");
            }
            LockSupport.parkNanos(POLL_NS);
        }
    }

    private Optional<Collected> link() throws RocksDBException, IOException {
        db.disableFileDeletions();
        try {
            Map<String, Long> sequences = new HashMap<>();
            addSequences(sequences);
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                RocksDB.LiveFiles live = db.getLiveFiles(false);
                addSequences(sequences);
                List<String> files =
                        live.files.stream().filter(FileCut::hasContents).toList();
                List<String> tables = files.stream().filter(FileCut::isTable).toList();
                if (tables.stream().anyMatch(table -> sequences.getOrDefault(table, 0L) > lastSequence)) {
                    LOG.info("The files of {} have changed too early to be stored as they are", from);
                    return Optional.empty();
                }
                if (sequences.keySet().containsAll(tables)) {
                    return Optional.of(link(live, files));
                }
            }
            LOG.info("The files of {} change too fast to be stored as they are", from);
            return Optional.empty();
        } finally {
            db.enableFileDeletions();
        }
    }

    /** Compactions replace files between two calls, so those of earlier calls are kept. */
    private void addSequences(Map<String, Long> sequences) {
        for (LiveFileMetaData file : db.getLiveFilesMetaData()) {
            sequences.put(file.fileName(), file.largestSeqno());
        }
    }

    private Collected link(RocksDB.LiveFiles live, List<String> tables) throws IOException {
        Files.createDirectory(links);
        List<Path> linked = new ArrayList<>();
        for (String table : tables) {
            linked.add(Files.createLink(links.resolve(local(table)), from.resolve(local(table))));
        }
        String manifest = live.files.stream()
                .map(FileCut::local)
                .filter(file -> file.startsWith(MANIFEST))
                .findFirst()
                .orElseThrow(() -> new IOException("RocksDB names no manifest"));
        try (InputStream in = Files.newInputStream(from.resolve(manifest))) {
            Files.write(links.resolve(manifest), in.readNBytes(Math.toIntExact(live.manifestFileSize)));
        }
        return new Collected(links.resolve(manifest), linked);
    }

    /** All but what says which files are current and how they were written. */
    private static boolean hasContents(String file) {
        String name = local(file);
        return !name.equals("CURRENT") && !name.startsWith(MANIFEST) && !name.startsWith("OPTIONS-");
    }

    private static boolean isTable(String file) {
        return file.endsWith(".sst");
    }

    private static String local(String file) {
        return file.startsWith("/") ? file.substring(1) : file;
    }

    /** Removes the links: the files were stored or are not needed. */
    synchronized void close() {
        over = true;
        collected = Optional.empty();
        Store.delete(links);
        Store.deleteIfEmpty(links.getParent());
    }
}
