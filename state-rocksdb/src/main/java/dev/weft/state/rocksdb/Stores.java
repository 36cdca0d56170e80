package dev.weft.state.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        Store main = Store.open(Files.createDirectory(directory.resolve("rows")), owner, tuning.get());
        return new Stores(directory, owner, tuning, main);
    }

    Store main() {
        return main;
    }

    /** The store that drops expired rows. */
    Store expiring() throws IOException {
        if (expiring.isEmpty()) {
            Path own = Files.createDirectory(directory.resolve("expiring"));
            expiring = Optional.of(Store.openExpiring(own, owner, tuning.get()));
        }
        return expiring.get();
    }

    void close() {
        expiring.ifPresent(Store::close);
        main.close();
    }
}
