package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.CheckpointingOptions;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.DescribedEnum;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.configuration.description.InlineElement;
import dev.weft.configuration.description.TextElement;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.runtime.state.StateBackend;
import dev.weft.util.TernaryBoolean;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * State backend that keeps keyed state in RocksDB on the executors' local disks, with a write-back cache of hot entries
 * as objects. State may be larger than memory. Settings of this object take precedence over the configuration of the
 * cluster.
 */
@PublicEvolving
public class EmbeddedRocksDBStateBackend implements StateBackend {
    private static final long serialVersionUID = 1L;

    private final TernaryBoolean incremental;
    private final RocksDBMemoryConfiguration memory = new RocksDBMemoryConfiguration();
    private final Configuration chosen = new Configuration();
    private RocksDBOptionsFactory factory;

    /** Where timers are kept. */
    public enum PriorityQueueStateType implements DescribedEnum {
        HEAP("All timers in memory."),
        ROCKSDB("The nearest timers in memory, the others in RocksDB.");

        private final String sentence;

        PriorityQueueStateType(String sentence) {
            this.sentence = sentence;
        }

        @Override
        public InlineElement getDescription() {
            return TextElement.text(sentence);
        }
    }

    /** The configuration says whether checkpoints may refer to files of earlier ones. */
    public EmbeddedRocksDBStateBackend() {
        this(TernaryBoolean.UNDEFINED);
    }

    /** @param enableIncrementalCheckpointing whether checkpoints may refer to files of earlier ones */
    public EmbeddedRocksDBStateBackend(boolean enableIncrementalCheckpointing) {
        this(TernaryBoolean.fromBoolean(enableIncrementalCheckpointing));
    }

    /**
     * @param enableIncrementalCheckpointing whether checkpoints may refer to files of earlier ones; {@code UNDEFINED}
     * leaves it to the configuration
     */
    public EmbeddedRocksDBStateBackend(TernaryBoolean enableIncrementalCheckpointing) {
        incremental = enableIncrementalCheckpointing;
    }

    /** Returns a copy of this backend that takes from {@code config} what is not set here. */
    public EmbeddedRocksDBStateBackend configure(ReadableConfig config, ClassLoader classLoader) {
        EmbeddedRocksDBStateBackend made = new EmbeddedRocksDBStateBackend(
                incremental.resolveUndefined(config.get(CheckpointingOptions.INCREMENTAL_CHECKPOINTS)));
        config.toMap().forEach((key, value) -> {
            if (key.startsWith("state.backend.rocksdb.")) {
                made.chosen.setString(key, value);
            }
        });
        made.chosen.addAll(chosen);
        made.memory.takeOver(config);
        made.memory.takeOver(memory.settings());
        made.factory = factory;
        return made;
    }

    /** Whether checkpoints may refer to files of earlier ones. */
    public boolean isIncrementalCheckpointsEnabled() {
        return incremental.getOrDefault(CheckpointingOptions.INCREMENTAL_CHECKPOINTS.defaultValue());
    }

    /** Returns the mutable settings of RocksDB's memory in a slot. */
    public RocksDBMemoryConfiguration getMemoryConfiguration() {
        return memory;
    }

    /**
     * Chooses a local directory for RocksDB's files.
     *
     * @param path absolute, also as a {@code file://} URI; null for the executor's own directory
     * @throws IllegalArgumentException if it is not local and absolute
     */
    public void setDbStoragePath(String path) {
        setDbStoragePaths(path == null ? null : new String[] {path});
    }

    /**
     * Chooses local directories for RocksDB's files, of which each operator instance takes one.
     *
     * @param paths absolute, also as {@code file://} URIs; null for the executor's own directory
     * @throws IllegalArgumentException if there are none, or one is not local and absolute
     */
    public void setDbStoragePaths(String... paths) {
        if (paths == null) {
            chosen.removeConfig(RocksDbOptions.LOCAL_DIRECTORIES);
            return;
        }
        if (paths.length == 0) {
            throw new IllegalArgumentException("no directory is given; null stands for the executor's own");
        }
        chosen.set(
                RocksDbOptions.LOCAL_DIRECTORIES,
                Stream.of(paths).map(EmbeddedRocksDBStateBackend::local).toList());
    }

    private static String local(String path) {
        String plain = path.startsWith("file://") ? path.substring("file://".length()) : path;
        if (!plain.startsWith("/")) {
            throw new IllegalArgumentException("directory '" + path + "' must be local and absolute");
        }
        return plain;
    }

    /** The local directories that were set, or null. */
    public String[] getDbStoragePaths() {
        return chosen.getOptional(RocksDbOptions.LOCAL_DIRECTORIES)
                .map(paths -> paths.toArray(String[]::new))
                .orElse(null);
    }

    /** Where timers are kept; {@code ROCKSDB} unless set. */
    public PriorityQueueStateType getPriorityQueueStateType() {
        return PriorityQueueStateType.valueOf(chosen.get(RocksDbOptions.TIMERS).name());
    }

    /** Chooses where timers are kept. */
    public void setPriorityQueueStateType(PriorityQueueStateType type) {
        chosen.set(RocksDbOptions.TIMERS, RocksDbOptions.TimerStore.valueOf(type.name()));
    }

    /** Chooses a set of RocksDB settings; options that are configured one by one take precedence. */
    public void setPredefinedOptions(PredefinedOptions options) {
        chosen.set(
                RocksDbOptions.PREDEFINED,
                Objects.requireNonNull(options, "options").name());
    }

    /** The chosen set of RocksDB settings; {@code DEFAULT} unless set. */
    public PredefinedOptions getPredefinedOptions() {
        return PredefinedOptions.valueOf(chosen.get(RocksDbOptions.PREDEFINED));
    }

    /** Sets the factory that changes RocksDB's settings last; null for none. */
    public void setRocksDBOptions(RocksDBOptionsFactory optionsFactory) {
        factory = optionsFactory;
    }

    /** Returns the factory that changes RocksDB's settings last, or null. */
    public RocksDBOptionsFactory getRocksDBOptions() {
        return factory;
    }

    /** Bytes of changes that are written to RocksDB at once; 256 KiB unless set. */
    public long getWriteBatchSize() {
        return chosen.get(RocksDbOptions.WRITE_BATCH).getBytes();
    }

    /**
     * Chooses how much is written to RocksDB at once.
     *
     * @param writeBatchSize in bytes, from 4 KiB to 64 MiB; another size is refused when the program is submitted
     */
    public void setWriteBatchSize(long writeBatchSize) {
        chosen.set(RocksDbOptions.WRITE_BATCH, new MemorySize(writeBatchSize));
    }

    /** How many files of an operator instance are stored or read at once, for incremental checkpoints; 4 unless set. */
    public int getNumberOfTransferThreads() {
        return chosen.get(RocksDbOptions.TRANSFER_THREADS);
    }

    /**
     * Chooses how many files of an operator instance are stored or read at once, for incremental checkpoints.
     *
     * @param numberOfTransferThreads from 1 to 1024; another number is refused when the program is submitted
     */
    public void setNumberOfTransferThreads(int numberOfTransferThreads) {
        chosen.set(RocksDbOptions.TRANSFER_THREADS, numberOfTransferThreads);
    }

    @Override
    public boolean useManagedMemory() {
        return true;
    }

    @Override
    public void addTo(Configuration settings) {
        settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
        if (incremental != TernaryBoolean.UNDEFINED) {
            settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, isIncrementalCheckpointsEnabled());
        }
        settings.addAll(chosen);
        settings.addAll(memory.settings());
        if (factory != null) {
            settings.set(RocksDbOptions.FACTORY_OBJECT, OptionsFactories.toText(factory));
        }
    }

    @Override
    public String toString() {
        return "EmbeddedRocksDBStateBackend" + List.of(chosen, memory.settings());
    }
}
