package dev.weft.state.rocksdb;

import dev.weft.configuration.Configuration;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.EqualKeysContract;

/** Equal keys in RocksDB that the heap has saved, which does not care how they are written. */
class RocksDbEqualKeysOfHeapTest extends EqualKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return Backends.of(new Configuration());
    }

    @Override
    protected StateBackendFactory savedBy() {
        return new HashMapBackend();
    }
}
