package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ExpiryContract;

/** By the clock of the test, so that RocksDB drops nothing by itself. */
class RocksDbExpiryTest extends ExpiryContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }
}
