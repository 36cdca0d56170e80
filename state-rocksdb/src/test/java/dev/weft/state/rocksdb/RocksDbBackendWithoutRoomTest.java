package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;

/**
 * The backend with nearly no cache: entries are evicted, written and read all the time, and most timers are in the
 * store.
 */
class RocksDbBackendWithoutRoomTest extends StateBackendContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO), 8);
    }

    @Override
    protected int steps() {
        return 3000;
    }
}
