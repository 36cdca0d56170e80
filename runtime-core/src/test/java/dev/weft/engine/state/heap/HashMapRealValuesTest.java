package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.testing.RealValuesInStateContract;

class HashMapRealValuesTest extends RealValuesInStateContract {

    @Override
    protected StateBackendFactory backend() {
        return new HashMapBackend();
    }
}
