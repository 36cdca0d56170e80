package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.LargeValuesContract;

class HashMapLargeValuesTest extends LargeValuesContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
