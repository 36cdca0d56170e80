package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.ConfigOptions;
import dev.weft.configuration.ReadableConfig;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Chooses the native metrics of RocksDB, per column family, that are exposed. A metric is named like RocksDB's
 * property, without {@code rocksdb.}: {@code estimate-num-keys} is enabled by {@code
 * state.backend.rocksdb.metrics.estimate-num-keys: true} and shown under that name in the metric group of the state.
 */
@PublicEvolving
public class RocksDBNativeMetricOptions implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final String PREFIX = "state.backend.rocksdb.metrics.";

    private static final Set<String> PROPERTIES = Set.of(
            "num-immutable-mem-table",
            "mem-table-flush-pending",
            "compaction-pending",
            "background-errors",
            "cur-size-active-mem-table",
            "cur-size-all-mem-tables",
            "size-all-mem-tables",
            "num-entries-active-mem-table",
            "num-entries-imm-mem-tables",
            "num-deletes-active-mem-table",
            "num-deletes-imm-mem-tables",
            "estimate-num-keys",
            "estimate-table-readers-mem",
            "num-snapshots",
            "num-live-versions",
            "estimate-live-data-size",
            "min-log-number-to-keep",
            "total-sst-files-size",
            "live-sst-files-size",
            "estimate-pending-compaction-bytes",
            "num-running-compactions",
            "num-running-flushes",
            "actual-delayed-write-rate",
            "is-write-stopped",
            "block-cache-capacity",
            "block-cache-usage",
            "block-cache-pinned-usage");

    private final Set<String> chosen = new LinkedHashSet<>();

    /** Reads the enabled metrics from the configuration. */
    public static RocksDBNativeMetricOptions fromConfig(ReadableConfig config) {
        RocksDBNativeMetricOptions options = new RocksDBNativeMetricOptions();
        for (String property : PROPERTIES) {
            ConfigOption<Boolean> wanted =
                    ConfigOptions.key(PREFIX + property).booleanType().defaultValue(false);
            if (config.get(wanted)) {
                options.chosen.add(property);
            }
        }
        return options;
    }

    /** Enables the estimated number of keys. */
    public void enableEstimateNumKeys() {
        chosen.add("estimate-num-keys");
    }

    /** Enables the estimated size of live data, in bytes. */
    public void enableEstimateLiveDataSize() {
        chosen.add("estimate-live-data-size");
    }

    /** Enables the size of all write buffers, in bytes. */
    public void enableSizeAllMemTables() {
        chosen.add("size-all-mem-tables");
    }

    /** Enables the usage of the block cache, in bytes. */
    public void enableBlockCacheUsage() {
        chosen.add("block-cache-usage");
    }

    /** Enables whether writes are stopped. */
    public void enableIsWriteStopped() {
        chosen.add("is-write-stopped");
    }

    /** Enables the number of background errors. */
    public void enableBackgroundErrors() {
        chosen.add("background-errors");
    }

    /** Enables the estimated bytes that compactions have yet to rewrite. */
    public void enableEstimatePendingCompactionBytes() {
        chosen.add("estimate-pending-compaction-bytes");
    }

    /** Returns the enabled properties, as RocksDB names them. */
    public Collection<String> getProperties() {
        return chosen.stream().map(property -> "rocksdb." + property).toList();
    }

    /** Whether any metric is enabled. */
    public boolean isEnabled() {
        return !chosen.isEmpty();
    }
}
