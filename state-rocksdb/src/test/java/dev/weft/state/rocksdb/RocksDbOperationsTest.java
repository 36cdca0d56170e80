package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateOperationsContract;

/** Operations with default settings: everything fits into the cache. */
class RocksDbOperationsTest extends StateOperationsContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }

    @Override
    protected int steps() {
        return 800;
    }
}
