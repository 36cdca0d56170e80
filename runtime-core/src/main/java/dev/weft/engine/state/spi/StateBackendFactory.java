package dev.weft.engine.state.spi;

/**
 * A kind of state backend. {@code hashmap} is built in; others are found by {@link java.util.ServiceLoader}, by the
 * name that {@code state.backend.type} gives. Thread-safe.
 */
public interface StateBackendFactory {

    /** The value of {@code state.backend.type} that chooses it. */
    String name();

    /** Creates the state of one operator instance, which belongs to the calling thread. */
    KeyedStateBackend create(KeyedStateSetup setup) throws Exception;
}
