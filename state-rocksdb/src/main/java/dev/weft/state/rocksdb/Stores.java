package dev.weft.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The RocksDB stores of one operator instance, each in a directory of its own: the main one, and one that drops expired
 * rows, which is opened when the first state needs it. Belongs to the thread of the task.
 */
final class Stores {

    private final Path directory;
    private final String owner;
    private final Supplier<Tuning> tuning;
    private final Store main;
    private Optional<Store> expiring = Optional.empty();

    private int cuts;

    private Stores(Path directory, String owner, Supplier<Tuning> tuning, Store main) {
        this.directory = directory;
        this.owner = owner;
        this.tuning = tuning;
        this.main = main;
    }

    /**
     * @param directory empty, removed with the last store
     * @param tuning creates the settings of a store
     */
    static Stores open(Path directory, String owner, Supplier<Tuning> tuning) throws IOException {
        Store main = Store.open(Files.createDirectory(mainIn(directory)), owner, tuning.get());
        return new Stores(directory, owner, tuning, main);
    }

    /**
     * Opens stores with files that are there: of the main one in {@link #mainIn}, of the other one in {@link #expiringIn}.
     *
     * @param files describes them
     */
    static Stores open(Path directory, String owner, Supplier<Tuning> tuning, StoredFiles files) {
        List<StoredFiles.StoreFiles> each = files.stores();
        Store main = Store.open(
                mainIn(directory),
                owner,
                tuning.get(),
                false,
                each.get(StoredFiles.MAIN).columns());
        Stores stores = new Stores(directory, owner, tuning, main);
        if (each.size() > StoredFiles.EXPIRING) {
            try {
                stores.expiring = Optional.of(Store.open(
                        expiringIn(directory),
                        owner,
                        tuning.get(),
                        true,
                        each.get(StoredFiles.EXPIRING).columns()));
            } catch (Throwable t) {
                main.close();
                throw t;
            }
        }
        return stores;
    }

    static Path mainIn(Path directory) {
        return directory.resolve("rows");
    }

    static Path expiringIn(Path directory) {
        return directory.resolve("expiring");
    }

    Store main() {
        return main;
    }

    /** The store that drops expired rows. */
    Store expiring() throws IOException {
        if (expiring.isEmpty()) {
            Path own = Files.createDirectory(expiringIn(directory));
            expiring = Optional.of(Store.openExpiring(own, owner, tuning.get()));
        }
        return expiring.get();
    }

    /** Those that are open, in the order of {@link StoredFiles}. */
    List<Store> all() {
        List<Store> all = new ArrayList<>();
        all.add(main);
        expiring.ifPresent(all::add);
        return all;
    }

    /** A path for the links of a cut, beside the stores. */
    Path links() {
        return directory.resolve("cut-" + ++cuts);
    }

    void close() {
        expiring.ifPresent(Store::close);
        main.close();
    }
}
