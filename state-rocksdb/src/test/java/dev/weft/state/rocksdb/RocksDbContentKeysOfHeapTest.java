package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ContentKeysContract;

/** Keys found by content in RocksDB that the heap has saved. */
class RocksDbContentKeysOfHeapTest extends ContentKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }

    @Override
    protected StateBackendFactory savedBy() {
        return new HashMapBackend();
    }
}
