package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.StateBackendContract;

class HashMapBackendTest extends StateBackendContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
