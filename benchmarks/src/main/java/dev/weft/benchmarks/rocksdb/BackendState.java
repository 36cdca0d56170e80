package dev.weft.benchmarks.rocksdb;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.configuration.ReadableConfig;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotOrder;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Contender: a value state of a state backend, used as a task uses it. */
final class BackendState implements Contender {

    private final KeyContext keys = new KeyContext();
    private final KeyHasher hasher = KeyHasher.of(Types.LONG);
    private final Queue<Runnable> actions = new ConcurrentLinkedQueue<>();
    private final KeyedStateBackend backend;
    private final ValueState<Counter> state;

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    BackendState(StateBackendFactory factory, Path directory, ReadableConfig configuration) throws Exception {
        TypeSerializer<?> keySerializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        backend = factory.create(new KeyedStateSetup(
                keys,
                new KeyedStateSetup.KeyType((TypeSerializer<Object>) keySerializer, hasher),
                new KeyGroupRange(0, 128),
                128,
                new HostInDirectory(directory, configuration, Optional.of(actions::add), FakeStateHost.of("benchmark")),
                List.of()));
        ValueStateDescriptor<Counter> descriptor =
                new ValueStateDescriptor<>("counters", TypeInformation.of(Counter.class));
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        state = backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.empty()))
                .undivided();
    }

    @Override
    public void expect(Object[] expected, int[] hashes, int count) {
        backend.expect(expected, hashes, count);
    }

    @Override
    public int hash(Object key) {
        return hasher.hash(key);
    }

    @Override
    public long touch(Object key, int hash) throws Exception {
        keys.use(key, hash);
        Counter counter = state.value();
        if (counter == null) {
            counter = Counter.fresh();
        }
        counter.count++;
        state.update(counter);
        return counter.count;
    }

    /** Runs what the backend wants to be done between two records. */
    void runActions() {
        for (Runnable next = actions.poll(); next != null; next = actions.poll()) {
            next.run();
        }
    }

    KeyedSnapshot snapshot(SnapshotOrder order) throws Exception {
        return backend.snapshot(order);
    }

    @Override
    public void close() {
        backend.close();
    }
}
