package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.ReadableConfig;
import dev.weft.contrib.streaming.state.ConfigurableRocksDBOptionsFactory;
import dev.weft.contrib.streaming.state.OptionsFactories;
import dev.weft.contrib.streaming.state.PredefinedOptions;
import dev.weft.contrib.streaming.state.RocksDBOptionsFactory;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.format.OwnFormat;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The {@code rocksdb} state backend: keyed state in RocksDB. Found by the engine when {@code state.backend.type} is
 * {@code rocksdb}. Thread-safe.
 */
public final class RocksDbBackend implements StateBackendFactory, OwnFormat {

    /**
     * @param timers number of timers of a queue in memory; above it some are moved to the store
     * @param cutStep number of cache entries that a snapshot writes while the task waits: as many as can be written in some
     *     milliseconds
     */
    record Limits(int timers, int cutStep) {}

    private final Limits limits;

    public RocksDbBackend() {
        this(new Limits(1 << 14, 1 << 11));
    }

    RocksDbBackend(Limits limits) {
        this.limits = limits;
    }

    @Override
    public String name() {
        return "rocksdb";
    }

    @Override
    public PortableHeader header(KeyedPiece piece, ClassLoader userClassLoader) throws IOException {
        return StoredFiles.of(piece, userClassLoader).header();
    }

    @Override
    public KeyedStateBackend create(KeyedStateSetup setup) throws IOException {
        StateHost host = setup.host();
        Configuration settings = settings(host.configuration());
        Optional<RocksDBOptionsFactory> factory = factory(settings, host.userClassLoader());
        return setup.restored().isEmpty()
                ? new LazyKeyedState(setup, () -> open(setup, settings, factory))
                : open(setup, settings, factory);
    }

    private RocksKeyedState open(KeyedStateSetup setup, Configuration settings, Optional<RocksDBOptionsFactory> factory)
            throws IOException {
        StateHost host = setup.host();
        Path directory = directory(host, settings);
        try {
            loadLibrary(host, directory);
            SlotMemory memory = host.sharedInSlot(SlotMemory.class, bytes -> SlotMemory.of(settings, bytes));
            FilesRestore files = FilesRestore.of(setup, settings.get(RocksDbOptions.TRANSFER_THREADS));
            Supplier<Tuning> tuning = () -> new Tuning(settings, memory, factory);
            Stores stores = files.open(directory, tuning);
            try {
                RocksKeyedState made = new RocksKeyedState(setup, settings, limits, stores, memory, factory);
                made.restore(files, part -> files.open(part, host.newDirectory(), tuning));
                return made;
            } catch (Throwable e) {
                stores.close();
                throw e;
            }
        } catch (Throwable e) {
            Store.delete(directory);
            throw e;
        }
    }

    /** Loads the library from the process's private directory, else from the configured one. */
    private static void loadLibrary(StateHost host, Path directory) throws IOException {
        if (NativeLibrary.isLoaded()) {
            return;
        }
        Path own = host.newDirectory();
        try {
            NativeLibrary.load(
                    own.getParent().equals(directory.getParent()) ? List.of(directory) : List.of(own, directory));
        } finally {
            Store.delete(own);
        }
    }

    /** The configured settings over the predefined ones. */
    private static Configuration settings(ReadableConfig configured) {
        Configuration settings = new Configuration();
        String name = configured.get(RocksDbOptions.PREDEFINED);
        try {
            PredefinedOptions.valueOf(name.trim().toUpperCase(Locale.ROOT)).addTo(settings);
        } catch (IllegalArgumentException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    RocksDbOptions.PREDEFINED.key() + " is '" + name + "'; there are "
                            + Arrays.toString(PredefinedOptions.values()),
                    e);
        }
        settings.addAll(Configuration.fromMap(configured.toMap()));
        return settings;
    }

    private static Path directory(StateHost host, ReadableConfig settings) throws IOException {
        List<String> directories = settings.get(RocksDbOptions.LOCAL_DIRECTORIES);
        if (directories.isEmpty()) {
            return host.newDirectory();
        }
        Path base = Path.of(directories.get(Math.floorMod(host.describe().hashCode(), directories.size())));
        try {
            Files.createDirectories(base);
            return Files.createTempDirectory(base, "rocksdb-");
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "no directory for RocksDB can be made in " + base + ", which "
                            + RocksDbOptions.LOCAL_DIRECTORIES.key() + " names: " + e,
                    e);
        }
    }

    private static Optional<RocksDBOptionsFactory> factory(ReadableConfig settings, ClassLoader userClassLoader) {
        return settings.getOptional(RocksDbOptions.FACTORY_OBJECT)
                .map(text -> OptionsFactories.fromText(text, userClassLoader))
                .or(() -> settings.getOptional(RocksDbOptions.FACTORY).map(name -> named(name, userClassLoader)))
                .map(made -> made instanceof ConfigurableRocksDBOptionsFactory configurable
                        ? configurable.configure(settings)
                        : made);
    }

    private static RocksDBOptionsFactory named(String name, ClassLoader userClassLoader) {
        try {
            return userClassLoader
                    .loadClass(name)
                    .asSubclass(RocksDBOptionsFactory.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    RocksDbOptions.FACTORY.key() + " names " + name + ", which cannot be made: " + e
                            + "; it must be a public class with a public constructor without parameters that implements"
                            + " RocksDBOptionsFactory",
                    e);
        }
    }
}
