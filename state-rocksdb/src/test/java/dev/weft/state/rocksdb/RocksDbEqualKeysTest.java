package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.EqualKeysContract;

class RocksDbEqualKeysTest extends EqualKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }
}
