package dev.weft.engine.state;

import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.StateBackendFactory;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the state backend that a job wants. */
public final class StateBackends {

    private static final HashMapBackend HASH_MAP = new HashMapBackend();

    private StateBackends() {}

    /**
     * The backend that {@code state.backend.type} names: {@code hashmap} or one that is installed with the engine. Where
     * nothing is named, {@code hashmap}.
     */
    public static StateBackendFactory of(ReadableConfig configuration) {
        return configuration
                .getOptional(StateBackendOptions.STATE_BACKEND)
                .map(StateBackends::named)
                .orElse(HASH_MAP);
    }

    /** Fails when {@code state.backend.type} names what is not installed here. */
    public static void check(ReadableConfig configuration) {
        configuration.getOptional(StateBackendOptions.STATE_BACKEND).ifPresent(StateBackends::named);
    }

    private static StateBackendFactory named(String wanted) {
        if (wanted.equals(HASH_MAP.name())) {
            return HASH_MAP;
        }
        return installed().stream()
                .filter(factory -> factory.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> unknown(wanted));
    }

    private static List<StateBackendFactory> installed() {
        return ServiceLoader.load(StateBackendFactory.class, StateBackends.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static WeftException unknown(String wanted) {
        String known = Stream.concat(Stream.of(HASH_MAP), installed().stream())
                .map(StateBackendFactory::name)
                .collect(Collectors.joining(", "));
        return new WeftException(
                ErrorCode.INVALID_CONFIGURATION,
                "state.backend.type is '" + wanted + "'; installed here are " + known
                        + (wanted.equals("rocksdb")
                                ? "; rocksdb is in weft-state-rocksdb, put it on the class path"
                                : ""));
    }
}
