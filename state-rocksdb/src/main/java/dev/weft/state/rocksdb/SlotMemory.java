package dev.weft.state.rocksdb;

import dev.weft.configuration.MemorySize;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.configuration.TaskExecutorOptions;
import java.util.Optional;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * Memory shared by all RocksDB state in a slot: a block cache that write buffers are charged to, so that one number
 * bounds both, and the heap budget of the write-back caches. Created by the first state in the slot and closed after
 * the last. Thread-safe.
 *
 * <p>RocksDB lets write buffers grow to one and a half of what they are given before it stops, so the cache is smaller
 * than the memory by half of the write buffers' part, and that part is two thirds of what was asked for.
 */
final class SlotMemory implements AutoCloseable {

    private final Optional<Shared> shared;
    private final CacheBudget front;

    private record Shared(Cache cache, WriteBufferManager buffers, long bufferBytes) {}

    private SlotMemory(Optional<Shared> shared, CacheBudget front) {
        this.shared = shared;
        this.front = front;
    }

    /** @param managedBytes the slot's managed memory */
    static SlotMemory of(ReadableConfig configuration, long managedBytes) {
        CacheBudget front = new CacheBudget(frontBytes(configuration));
        Optional<Long> fixed =
                configuration.getOptional(RocksDbOptions.FIXED_PER_SLOT).map(MemorySize::getBytes);
        if (fixed.isEmpty() && !configuration.get(RocksDbOptions.MANAGED)) {
            return new SlotMemory(Optional.empty(), front);
        }
        long bytes = fixed.orElse(managedBytes);
        if (bytes < 1 << 20) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    "RocksDB state has " + bytes
                            + " bytes of memory in its slot and needs 1 MiB or more; give the executor"
                            + " managed memory (taskmanager.memory.managed.size or .fraction), or set "
                            + RocksDbOptions.FIXED_PER_SLOT.key());
        }
        double writeRatio = configuration.get(RocksDbOptions.WRITE_BUFFER_RATIO);
        double priorityRatio = configuration.get(RocksDbOptions.HIGH_PRIORITY_RATIO);
        if (writeRatio + priorityRatio >= 1) {
            throw new WeftException(
                    ErrorCode.INVALID_CONFIGURATION,
                    RocksDbOptions.WRITE_BUFFER_RATIO.key() + " (" + writeRatio + ") and "
                            + RocksDbOptions.HIGH_PRIORITY_RATIO.key() + " (" + priorityRatio
                            + ") leave nothing of the memory for data; together they must be below 1");
        }
        long buffers = (long) (bytes * writeRatio * 2 / 3);
        Cache cache = new LRUCache(bytes - buffers / 2, -1, false, priorityRatio);
        return new SlotMemory(
                Optional.of(new Shared(cache, new WriteBufferManager(Math.max(1, buffers), cache), buffers)), front);
    }

    private static long frontBytes(ReadableConfig configuration) {
        return configuration
                .getOptional(RocksDbOptions.OBJECT_CACHE)
                .map(MemorySize::getBytes)
                .orElseGet(() -> Runtime.getRuntime().maxMemory() / 4 / configuration.get(TaskExecutorOptions.SLOTS));
    }

    /** The shared block cache; empty when every state has its own. */
    Optional<Cache> cache() {
        return shared.map(Shared::cache);
    }

    /** The shared limit of write buffers. */
    Optional<WriteBufferManager> buffers() {
        return shared.map(Shared::buffers);
    }

    /** The size of {@link #buffers}; without them there is no limit. */
    long bufferBytes() {
        return shared.map(Shared::bufferBytes).orElse(Long.MAX_VALUE);
    }

    CacheBudget front() {
        return front;
    }

    @Override
    public void close() {
        shared.ifPresent(it -> {
            it.buffers().close();
            it.cache().close();
        });
    }
}
