package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;

/** The backend with default settings: everything fits into the cache. */
class RocksDbBackendTest extends StateBackendContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }

    @Override
    protected int steps() {
        return 3000;
    }
}
