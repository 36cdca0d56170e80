package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ContentKeysContract;

/** Keys found by content in RocksDB. */
class RocksDbContentKeysTest extends ContentKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }
}
