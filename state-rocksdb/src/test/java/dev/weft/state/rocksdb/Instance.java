package dev.weft.state.rocksdb;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import dev.weft.engine.configuration.RocksDbOptions;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.spi.Expiry;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Keyed state of an operator instance with numbers as keys, with limits so low that nearly every change is written to
 * disk.
 */
final class Instance implements AutoCloseable {

    static final int VALUE_BYTES = 1000;

    final KeyContext keys = new KeyContext();
    final KeyedStateBackend backend;
    private final KeyHasher hasher = KeyHasher.of(Types.LONG);

    Instance(Configuration configuration) throws Exception {
        this(configuration, FakeStateHost.of("'op' (1/1)"), List.of());
    }

    Instance(Configuration configuration, StateHost host, List<KeyedPiece> restored) throws Exception {
        this(configuration, host, new KeyGroupRange(0, 128), 128, restored);
    }

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    Instance(
            Configuration configuration,
            StateHost host,
            KeyGroupRange groups,
            int maxParallelism,
            List<KeyedPiece> restored)
            throws Exception {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        backend = Backends.of(configuration, 1 << 14)
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, hasher),
                        groups,
                        maxParallelism,
                        host,
                        restored));
    }

    /** With next to no memory, in a directory of the test's. */
    static Configuration in(Path directory) {
        return new Configuration()
                .set(RocksDbOptions.LOCAL_DIRECTORIES, List.of(directory.toString()))
                .set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO)
                .set(RocksDbOptions.WRITE_BUFFER, MemorySize.parse("256kb"))
                .set(RocksDbOptions.FIXED_PER_SLOT, MemorySize.ofMebiBytes(2));
    }

    <S extends State> S state(StateDescriptor<S, ?> descriptor, Optional<Expiry> expiry) {
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, Namespaces.NONE, expiry))
                .undivided();
    }

    ValueState<byte[]> bytes() {
        return state(
                new ValueStateDescriptor<>("bytes", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO),
                Optional.empty());
    }

    void use(long key) {
        keys.use(key, hasher.hash(key));
    }

    /** Gives keys values that cannot be compressed. */
    void fill(ValueState<byte[]> state, long count) throws Exception {
        SplittableRandom random = new SplittableRandom(1);
        for (long key = 0; key < count; key++) {
            use(key);
            byte[] value = new byte[VALUE_BYTES];
            random.nextBytes(value);
            state.update(value);
        }
    }

    void read(ValueState<byte[]> state, long count) throws Exception {
        for (long key = 0; key < count; key++) {
            use(key);
            state.value();
        }
    }

    KeyedPiece saved() throws Exception {
        try (KeyedSnapshot snapshot = backend.snapshot()) {
            return snapshot.write(new MemorySnapshotStore());
        }
    }

    @Override
    public void close() {
        backend.close();
    }
}
