package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ChangedTypesContract;

class RocksDbChangedTypesTest extends ChangedTypesContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }
}
