package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateOperationsContract;

/** Operations with nearly no cache: entries are evicted, written and read all the time. */
class RocksDbOperationsWithoutRoomTest extends StateOperationsContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO), 8);
    }

    @Override
    protected int steps() {
        return 600;
    }
}
