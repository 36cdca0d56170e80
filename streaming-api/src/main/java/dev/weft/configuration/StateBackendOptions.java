package dev.weft.configuration;

/** Options that say where keyed state lives. */
public class StateBackendOptions {

    /**
     * Where keyed state is kept: {@code hashmap}, {@code rocksdb}, or the class name of a factory. By default a
     * batch uses rocksdb, a stream hashmap.
     */
    public static final ConfigOption<String> STATE_BACKEND = ConfigOptions.key("state.backend.type")
            .stringType()
            .defaultValue("hashmap")
            .withDeprecatedKeys("state.backend")
            .withDescription("Where keyed state lives: hashmap, as objects on the heap, or rocksdb, on the local disk."
                    + " Without it a batch uses rocksdb, and a stream hashmap.");

    private StateBackendOptions() {}
}
