package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.ChangedTypesContract;

class HashMapChangedTypesTest extends ChangedTypesContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
