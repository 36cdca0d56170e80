package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ContentKeysContract;

/** Keys found by content on the heap that RocksDB has saved. */
class HashMapContentKeysOfRocksDbTest extends ContentKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }

    @Override
    protected StateBackendFactory savedBy() {
        return Backends.of(new Configuration());
    }
}
