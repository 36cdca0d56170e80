package dev.weft.engine.state.spi;

/**
 * A sort of state backend. {@code hashmap} is built in; others are found by {@link java.util.ServiceLoader}, by the name
 * that {@code state.backend.type} gives. Used by any thread.
 */
public interface StateBackendFactory {

    /** The value of {@code state.backend.type} that chooses it. */
    String name();

    /** Makes the state of one operator instance; the result belongs to the calling thread. */
    KeyedStateBackend create(KeyedStateSetup setup) throws Exception;
}
