package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateOperationsContract;

class HashMapOperationsTest extends StateOperationsContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
