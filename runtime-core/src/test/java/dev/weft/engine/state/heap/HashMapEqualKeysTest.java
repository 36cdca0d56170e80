package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.EqualKeysContract;

class HashMapEqualKeysTest extends EqualKeysContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
