package dev.weft.state.rocksdb;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.format.SavedSerializer;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.StoredBytes;
import dev.weft.state.rocksdb.SharedTables.Table;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restore of keyed state from files of RocksDB ({@link StoredFiles}). The stores are opened with the files of one former
 * instance, the base: that of which they get the most key groups. Of the others, after rescaling, the rows are copied out of
 * stores that are opened for that alone. Belongs to the thread of the task.
 */
final class FilesRestore {

    /**
     * What one former instance has stored.
     *
     * @param piece with those key groups that this instance gets
     */
    record Part(KeyedPiece piece, StoredFiles files) {}

    private static final Logger LOG = LoggerFactory.getLogger(FilesRestore.class);

    private final KeyedStateSetup setup;
    private final int threads;
    private final List<Part> parts;

    private FilesRestore(KeyedStateSetup setup, int threads, List<Part> parts) {
        this.setup = setup;
        this.threads = threads;
        this.parts = parts;
    }

    /**
     * Reads the descriptions of what is stored as files.
     *
     * @param threads how many files are read at once
     */
    static FilesRestore of(KeyedStateSetup setup, int threads) throws IOException {
        List<Part> parts = new ArrayList<>();
        for (KeyedPiece piece : setup.restored()) {
            KeyedPiece own = piece.restrictedTo(setup.groups());
            if (piece.format().equals(StoredFiles.FORMAT) && !own.groups().isEmpty()) {
                parts.add(new Part(own, StoredFiles.of(own, setup.host().userClassLoader())));
            }
        }
        parts.sort(Comparator.comparingInt((Part part) -> part.piece().groups().size())
                .reversed());
        return new FilesRestore(setup, threads, parts);
    }

    /** The part that the stores were opened with. */
    Optional<Part> base() {
        return parts.stream().findFirst();
    }

    List<Part> others() {
        return parts.subList(Math.min(1, parts.size()), parts.size());
    }

    /** Opens the stores of the instance: with the files of the base, else empty. */
    Stores open(Path directory, Supplier<Tuning> tuning) throws IOException {
        String owner = setup.host().describe();
        return base().isPresent() ? open(base().get(), directory, tuning) : Stores.open(directory, owner, tuning);
    }

    /**
     * Opens stores with the files of one part.
     *
     * @param directory empty, removed with the last store
     */
    Stores open(Part part, Path directory, Supplier<Tuning> tuning) throws IOException {
        try {
            read(part, directory);
            return Stores.open(directory, setup.host().describe(), tuning, part.files());
        } catch (Throwable t) {
            Store.delete(directory);
            throw t;
        }
    }

    private void read(Part part, Path directory) throws IOException {
        List<FileTransfer.Copy<Path>> copies = new ArrayList<>();
        for (int store = 0; store < part.files().stores().size(); store++) {
            Path own = Files.createDirectory(
                    store == StoredFiles.MAIN ? Stores.mainIn(directory) : Stores.expiringIn(directory));
            StoredFiles.StoreFiles files = part.files().stores().get(store);
            List<StoredBytes> bytes = part.files().bytesOf(store, part.piece());
            copies.add(() -> copy(bytes.get(0), own.resolve(files.manifest())));
            for (int i = 0; i < files.tables().size(); i++) {
                StoredBytes table = bytes.get(i + 1);
                Path to = own.resolve(files.tables().get(i));
                copies.add(() -> linkOrCopy(table, to));
            }
            Files.writeString(own.resolve("CURRENT"), files.manifest() + "\n");
        }
        FileTransfer.run(copies, threads, setup.host());
    }

    /** RocksDB never changes a table. */
    private static Path linkOrCopy(StoredBytes table, Path to) throws IOException {
        Optional<Path> local = table.localFile();
        if (local.isPresent()) {
            try {
                return Files.createLink(to, local.get());
            } catch (IOException | UnsupportedOperationException anotherDisk) {
                LOG.debug("{} cannot be linked as {} and is copied", local.get(), to, anotherDisk);
            }
        }
        return copy(table, to);
    }

    private static Path copy(StoredBytes bytes, Path to) throws IOException {
        try (InputStream in = bytes.open(0)) {
            Files.copy(in, to);
        }
        return to;
    }

    /** Where the tables of the base are stored, which later checkpoints may name again. */
    static Map<Table, StoredBytes> tables(Part base) {
        Map<Table, StoredBytes> tables = new HashMap<>();
        for (int store = 0; store < base.files().stores().size(); store++) {
            List<String> names = base.files().stores().get(store).tables();
            List<StoredBytes> bytes = base.files().bytesOf(store, base.piece());
            for (int i = 0; i < names.size(); i++) {
                tables.put(new Table(store, names.get(i)), bytes.get(i + 1));
            }
        }
        return tables;
    }

    /** The key serializer of the program that goes on with a part; the form of keys must be the same. */
    SavedSerializer<Object> keysOf(Part part) {
        SavedSerializer<Object> saved = part.files().header().key();
        String what = "the keys of " + setup.host().describe();
        SavedSerializer<Object> now = saved.succeededBy(setup.keyType().serializer(), what);
        if (saved.isRewrittenBy(now)) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    what + " are of another form than in this incremental checkpoint; keep their type, or go on from a"
                            + " savepoint, of which every key is read");
        }
        return now;
    }
}
