package dev.weft.engine.state.heap;

import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.StateBackendFactory;
import java.io.IOException;

/** The {@code hashmap} state backend: keyed state as objects on the heap. */
public final class HashMapBackend implements StateBackendFactory {

    @Override
    public String name() {
        return "hashmap";
    }

    @Override
    public KeyedStateBackend create(KeyedStateSetup setup) throws IOException {
        return new HeapKeyedState(setup);
    }
}
