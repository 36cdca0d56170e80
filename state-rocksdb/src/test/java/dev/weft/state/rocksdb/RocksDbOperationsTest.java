package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateOperationsContract;

/** With the settings that users get: everything fits into the cache. */
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
