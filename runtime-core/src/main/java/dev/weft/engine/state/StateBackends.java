package dev.weft.engine.state;

import dev.weft.configuration.ReadableConfig;
import dev.weft.configuration.StateBackendOptions;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.format.OwnFormat;
import dev.weft.engine.state.format.PortableHeader;
import dev.weft.engine.state.format.PortableReader;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.StateBackendFactory;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the configured state backend. Names are case-insensitive; names of former releases are accepted. */
public final class StateBackends {

    private static final Logger LOG = LoggerFactory.getLogger(StateBackends.class);
    private static final HashMapBackend HASH_MAP = new HashMapBackend();
    private static final String FORMER_ON_HEAP =
            "keyed state is kept on the heap by hashmap. The name once said too where"
                    + " checkpoints go, which state.checkpoints.dir says today";
    /** Former names, in lower case, and the backends that they stand for. */
    private static final Map<String, String> FORMER =
            Map.of("jobmanager", FORMER_ON_HEAP, "memory", FORMER_ON_HEAP, "filesystem", FORMER_ON_HEAP);

    private StateBackends() {}

    /**
     * The backend that {@code state.backend.type} names: {@code hashmap}, a former name of it, or one that is installed
     * with the engine. The default is {@code hashmap}.
     */
    public static StateBackendFactory of(ReadableConfig configuration) {
        return configuration
                .getOptional(StateBackendOptions.STATE_BACKEND)
                .map(StateBackends::named)
                .orElse(HASH_MAP);
    }

    /**
     * Fails when {@code state.backend.type} names a backend that is not installed; logs the meaning of a former name.
     */
    public static void check(ReadableConfig configuration) {
        of(configuration);
        explanation(configuration).ifPresent(LOG::info);
    }

    /**
     * Which states and timers stored keyed state has, and their types, whatever format it is in.
     *
     * @throws IOException when it cannot be read, or is in the format of a backend that is not installed here
     */
    public static PortableHeader header(KeyedPiece piece, ClassLoader userClassLoader) throws IOException {
        if (piece.format().equals(KeyedPiece.PORTABLE)) {
            return new PortableReader(piece, userClassLoader).header();
        }
        for (StateBackendFactory factory : installed()) {
            if (factory.name().equals(piece.format()) && factory instanceof OwnFormat format) {
                return format.header(piece, userClassLoader);
            }
        }
        throw new IOException("state backend '" + piece.format() + "', which wrote it, is not installed here");
    }

    /** A message about the configured name, if it is a former one. */
    static Optional<String> explanation(ReadableConfig configuration) {
        return configuration
                .getOptional(StateBackendOptions.STATE_BACKEND)
                .filter(name -> FORMER.containsKey(plain(name)))
                .map(name -> "state.backend.type is '" + name + "', a former name: " + FORMER.get(plain(name)));
    }

    private static String plain(String name) {
        return name.trim().toLowerCase(Locale.ROOT);
    }

    private static StateBackendFactory named(String wanted) {
        String name = plain(wanted);
        if (name.equals(HASH_MAP.name()) || FORMER.containsKey(name)) {
            return HASH_MAP;
        }
        return installed().stream()
                .filter(factory -> factory.name().equals(name))
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
                        + (plain(wanted).equals("rocksdb")
                                ? "; rocksdb is in weft-state-rocksdb, put it on the class path"
                                : ""));
    }
}
