package dev.weft.engine.state;

import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.StateBackendFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/** Finds the state backend that a job wants. */
public final class StateBackends {

    private static final HashMapBackend HASH_MAP = new HashMapBackend();

    private StateBackends() {}

    /** The backend that {@code state.backend.type} names: {@code hashmap} or one that is installed with the engine. */
    public static StateBackendFactory of(ReadableConfig configuration) {
        String wanted = configuration.get(StateBackendOptions.STATE_BACKEND);
        if (wanted.equals(HASH_MAP.name())) {
            return HASH_MAP;
        }
        List<String> known = new ArrayList<>(List.of(HASH_MAP.name()));
        for (StateBackendFactory factory :
                ServiceLoader.load(StateBackendFactory.class, StateBackends.class.getClassLoader())) {
            if (factory.name().equals(wanted)) {
                return factory;
            }
            known.add(factory.name());
        }
        throw new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "state.backend.type is '" + wanted + "'; installed here are " + String.join(", ", known)
                        + (wanted.equals("rocksdb")
                                ? "; rocksdb is in weft-state-rocksdb, put it on the class path"
                                : ""));
    }
}
