package dev.weft.benchmarks.micro;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.state.spi.TimerQueue;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Keyed state of the engine's heap backend with keys of type {@code Long}. */
final class HeapTable implements AutoCloseable {

    private static final int GROUPS = 128;

    private final KeyContext keys = new KeyContext();
    private final KeyHasher hasher = KeyHasher.of(Types.LONG);
    private final KeyedStateBackend backend;

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    HeapTable() throws IOException {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        backend = new HashMapBackend()
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, hasher),
                        new KeyGroupRange(0, GROUPS),
                        GROUPS,
                        FakeStateHost.of("benchmark"),
                        List.of()));
    }

    ValueState<Long> longs() {
        ValueStateDescriptor<Long> descriptor = new ValueStateDescriptor<>("longs", Types.LONG);
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.empty()))
                .undivided();
    }

    TimerQueue<Void> timers() {
        return backend.timers("timers", Namespaces.NONE);
    }

    /** State and timers belong to this key from now on. */
    void use(Long key) {
        keys.use(key, hasher.hash(key));
    }

    /** State and timers belong to a key whose hash is known. */
    void use(Object key, int hash) {
        keys.use(key, hash);
    }

    KeyedSnapshot snapshot() throws Exception {
        return backend.snapshot();
    }

    @Override
    public void close() {
        backend.close();
    }
}
