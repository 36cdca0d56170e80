package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.RealValuesInStateContract;

class RocksDbRealValuesTest extends RealValuesInStateContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }
}
