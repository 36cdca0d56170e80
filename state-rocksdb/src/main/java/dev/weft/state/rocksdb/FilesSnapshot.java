package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.state.rocksdb.SharedTables.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Incremental snapshot: stores the files of a {@link FileCut}, of which those are only named again that the base has stored
 * ({@link SharedTables}). When the cut was missed, the rows of the same moment are written in the portable format instead.
 * Written by one thread with helpers, closed by any.
 */
final class FilesSnapshot implements KeyedSnapshot {

    private static final int BUFFER_BYTES = 64 << 10;

    /**
     * One store of the instance.
     *
     * @param columns its columns by name
     */
    record Part(FileCut cut, Map<String, Column.Form> columns) {}

    private final SnapshotOrder order;
    private final KeyedStateSetup setup;
    private final List<StoredFiles.Place> places;
    private final List<Part> parts;
    private final RocksSnapshot rows;
    private final SharedTables tables;
    private final int threads;
    /** Held by the writer and the owner: the last one removes the links. */
    private final Lease links = new Lease(this::removeLinks);

    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * @param rows of the same moment; it holds the stores
     * @param places of the states, in the order of the header of the rows
     * @param threads how many files are stored at once
     */
    FilesSnapshot(
            SnapshotOrder order,
            KeyedStateSetup setup,
            RocksSnapshot rows,
            List<StoredFiles.Place> places,
            List<Part> parts,
            SharedTables tables,
            int threads) {
        this.order = order;
        this.setup = setup;
        this.places = places;
        this.parts = parts;
        this.rows = rows;
        this.tables = tables;
        this.threads = threads;
    }

    @Override
    public KeyedPiece write(SnapshotStore target) throws IOException {
        if (!links.join()) {
            throw RocksSnapshot.closedMeanwhile();
        }
        try {
            Optional<List<FileCut.Collected>> files = collect();
            if (files.isEmpty()) {
                return rows.write(target);
            }
            rows.close();
            return store(files.get(), target);
        } finally {
            links.leave();
        }
    }

    private Optional<List<FileCut.Collected>> collect() throws IOException {
        if (!rows.hold()) {
            throw RocksSnapshot.closedMeanwhile();
        }
        try {
            List<FileCut.Collected> files = new ArrayList<>();
            for (Part part : parts) {
                part.cut().collect().ifPresent(files::add);
            }
            return files.size() == parts.size() ? Optional.of(files) : Optional.empty();
        } finally {
            rows.letGo();
        }
    }

    private KeyedPiece store(List<FileCut.Collected> files, SnapshotStore target) throws IOException {
        Map<Table, StoredBytes> known =
                order.base().isPresent() ? tables.of(order.base().getAsLong()) : Map.of();
        Map<Table, StoredBytes> named = new HashMap<>();
        List<FileTransfer.Copy<StoredBytes>> copies = new ArrayList<>();
        List<Table> copied = new ArrayList<>();
        for (int store = 0; store < files.size(); store++) {
            for (Path file : files.get(store).tables()) {
                Table table = new Table(store, file.getFileName().toString());
                if (known.containsKey(table)) {
                    named.put(table, known.get(table));
                    target.namedAgain(known.get(table), file);
                } else {
                    copied.add(table);
                    copies.add(() -> copy(file, target.createShared(file)));
                }
            }
        }
        List<StoredBytes> stored = FileTransfer.run(copies, threads, setup.host());
        for (int i = 0; i < copied.size(); i++) {
            named.put(copied.get(i), stored.get(i));
        }
        KeyedPiece piece = piece(files, named, target);
        tables.add(order.checkpointId(), named);
        return piece;
    }

    private KeyedPiece piece(List<FileCut.Collected> files, Map<Table, StoredBytes> named, SnapshotStore target)
            throws IOException {
        List<StoredFiles.StoreFiles> stores = new ArrayList<>();
        List<StoredBytes> bytes = new ArrayList<>();
        for (int store = 0; store < files.size(); store++) {
            FileCut.Collected cut = files.get(store);
            bytes.add(copy(cut.manifest(), target.create()));
            List<String> names = new ArrayList<>();
            for (Path file : cut.tables()) {
                String name = file.getFileName().toString();
                names.add(name);
                bytes.add(named.get(new Table(store, name)));
            }
            stores.add(new StoredFiles.StoreFiles(
                    parts.get(store).columns(), cut.manifest().getFileName().toString(), names));
        }
        StoredFiles description = new StoredFiles(order.checkpointId(), setup.groups(), rows.header(), places, stores);
        try (SnapshotStore.SnapshotStream out = target.create()) {
            out.write(description.toBytes());
            bytes.add(0, out.finish());
        }
        return new KeyedPiece(
                StoredFiles.FORMAT, setup.groups(), new long[setup.groups().size()], bytes);
    }

    private static StoredBytes copy(Path file, SnapshotStore.SnapshotStream to) throws IOException {
        try (to;
                InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                to.write(buffer, 0, n);
            }
            return to.finish();
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            rows.close();
            links.leave();
        }
    }

    private void removeLinks() {
        parts.forEach(part -> part.cut().close());
    }
}
