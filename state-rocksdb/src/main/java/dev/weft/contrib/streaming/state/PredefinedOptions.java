package dev.weft.contrib.streaming.state;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.MemorySize;
import dev.weft.configuration.WritableConfig;
import dev.weft.engine.configuration.RocksDbOptions;

/**
 * Sets of RocksDB settings for kinds of disks. A set gives the values of options that are not configured one by one.
 */
@PublicEvolving
public enum PredefinedOptions {
    /** The defaults of every option. */
    DEFAULT {
        @Override
        public void addTo(WritableConfig settings) {}
    },

    /** For spinning disks: levels that grow slowly, so that data is read and written in long runs. */
    SPINNING_DISK_OPTIMIZED {
        @Override
        public void addTo(WritableConfig settings) {
            settings.set(RocksDbOptions.THREADS, 4);
            settings.set(RocksDbOptions.DYNAMIC_LEVEL, true);
        }
    },

    /** For spinning disks and machines with a lot of memory: larger blocks, files and write buffers. */
    SPINNING_DISK_OPTIMIZED_HIGH_MEM {
        @Override
        public void addTo(WritableConfig settings) {
            SPINNING_DISK_OPTIMIZED.addTo(settings);
            settings.set(RocksDbOptions.LEVEL_SIZE, MemorySize.ofMebiBytes(1024));
            settings.set(RocksDbOptions.TARGET_FILE_SIZE, MemorySize.ofMebiBytes(256));
            settings.set(RocksDbOptions.WRITE_BUFFERS, 4);
            settings.set(RocksDbOptions.WRITE_BUFFERS_MERGED, 3);
            settings.set(RocksDbOptions.BLOCK_CACHE, MemorySize.ofMebiBytes(256));
            settings.set(RocksDbOptions.BLOCK, MemorySize.parse("128kb"));
            settings.set(RocksDbOptions.BLOOM_FILTER, true);
        }
    },

    /** For flash disks. */
    FLASH_SSD_OPTIMIZED {
        @Override
        public void addTo(WritableConfig settings) {
            settings.set(RocksDbOptions.THREADS, 4);
        }
    };

    /** Writes the values of this set into settings. */
    public abstract void addTo(WritableConfig settings);
}
