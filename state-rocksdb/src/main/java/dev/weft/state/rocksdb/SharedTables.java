package dev.weft.state.rocksdb;

import dev.weft.engine.state.spi.StoredBytes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which tables (SST files) of an operator instance's stores are stored where, by the checkpoint that stored them: a checkpoint
 * names those again that its base has, instead of storing them once more. A table never changes, and RocksDB uses no name
 * twice. Thread-safe: filled by those who write snapshots.
 */
final class SharedTables {

    /** As many are remembered: the base and the latest ones, of which the others were aborted or are pending. */
    private static final int MOST_CHECKPOINTS = 16;

    /** @param store which of the instance's stores */
    record Table(int store, String name) {}

    private final TreeMap<Long, Map<Table, StoredBytes>> byCheckpoint = new TreeMap<>();

    /** The tables of a checkpoint; empty when it is not known here. Those before it are no longer asked for. */
    synchronized Map<Table, StoredBytes> of(long checkpoint) {
        byCheckpoint.headMap(checkpoint).clear();
        return Optional.ofNullable(byCheckpoint.get(checkpoint)).orElse(Map.of());
    }

    /** A checkpoint has stored these tables, or was restored with them. Those that are not shared are left out. */
    synchronized void add(long checkpoint, Map<Table, StoredBytes> tables) {
        Map<Table, StoredBytes> shared = new HashMap<>();
        tables.forEach((table, bytes) -> {
            if (bytes.isShared()) {
                shared.put(table, bytes);
            }
        });
        byCheckpoint.put(checkpoint, shared);
        if (byCheckpoint.size() > MOST_CHECKPOINTS) {
            byCheckpoint.remove(byCheckpoint.higherKey(byCheckpoint.firstKey()));
        }
    }
}
