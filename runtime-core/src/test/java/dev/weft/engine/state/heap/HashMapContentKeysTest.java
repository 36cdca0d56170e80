package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ContentKeysContract;

class HashMapContentKeysTest extends ContentKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
