package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
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
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The values of these tests are the times of their last use. */
class ExpiryTest {

    private static final long HOUR_MS = 3_600_000;
    private static final int KEYS = 40;

    private final KeyHasher hasher = KeyHasher.of(Types.LONG);
    private final KeyContext keys = new KeyContext();

    private record Aging(StateTtlConfig config, long nowMs) implements Expiry {
        @Override
        public long lastUse(Object value) {
            return (Long) value;
        }
    }

    private static Aging anHour(long nowMs) {
        return new Aging(
                StateTtlConfig.newBuilder(Duration.ofMillis(HOUR_MS))
                        .cleanupFullSnapshot()
                        .build(),
                nowMs);
    }

    /** The three states that a test writes. */
    private record States(ValueState<Long> value, ListState<Long> list, MapState<Long, Long> map) {}

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    private KeyedStateBackend backend(List<KeyedPiece> restored) throws Exception {
        TypeSerializer<?> serializer = Types.LONG.createSerializer(new ExecutionConfig().getSerializerConfig());
        return Backends.of(new Configuration().set(RocksDbOptions.OBJECT_CACHE, MemorySize.ZERO))
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType((TypeSerializer<Object>) serializer, hasher),
                        new KeyGroupRange(0, 128),
                        128,
                        FakeStateHost.of("test"),
                        restored));
    }

    private static States states(KeyedStateBackend backend, Expiry expiry) {
        return new States(
                state(backend, expiry, new ValueStateDescriptor<>("value", Types.LONG)),
                state(backend, expiry, new ListStateDescriptor<>("list", Types.LONG)),
                state(backend, expiry, new MapStateDescriptor<>("map", Types.LONG, Types.LONG)));
    }

    private static <S extends State> S state(
            KeyedStateBackend backend, Expiry expiry, StateDescriptor<S, ?> descriptor) {
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.of(expiry)))
                .undivided();
    }

    private void use(long key) {
        keys.use(key, hasher.hash(key));
    }

    private void fill(States states, long lastUse) throws Exception {
        for (long key = 0; key < KEYS; key++) {
            use(key);
            states.value().update(lastUse + key);
            states.list().addAll(List.of(lastUse, lastUse + HOUR_MS));
            states.list().add(lastUse + key);
            states.map().putAll(Map.of(1L, lastUse, 2L, lastUse + HOUR_MS));
        }
    }

    private static KeyedPiece saved(KeyedStateBackend backend) throws Exception {
        try (KeyedSnapshot snapshot = backend.snapshot()) {
            return snapshot.write(new MemorySnapshotStore());
        }
    }

    private void assertAllThere(States states, long lastUse) throws Exception {
        for (long key = 0; key < KEYS; key++) {
            use(key);
            assertThat(states.value().value()).isEqualTo(lastUse + key);
            assertThat(states.list().get()).containsExactly(lastUse, lastUse + HOUR_MS, lastUse + key);
            assertThat(states.map().entries())
                    .containsExactlyInAnyOrder(Map.entry(1L, lastUse), Map.entry(2L, lastUse + HOUR_MS));
        }
    }

    @Test
    void stateThatRocksDbDropsByAgeIsReadAndSavedLikeAnyOther() throws Exception {
        long now = System.currentTimeMillis();
        KeyedPiece piece;
        try (KeyedStateBackend backend = backend(List.of())) {
            States states = states(backend, anHour(now));
            fill(states, now);
            assertAllThere(states, now);
            piece = saved(backend);
            use(3);
            states.value().clear();
            states.list().clear();
            states.map().clear();
            assertThat(states.value().value()).isNull();
            assertThat(states.list().get()).isEmpty();
            assertThat(states.map().isEmpty()).isTrue();
        }
        try (KeyedStateBackend backend = backend(List.of(piece))) {
            assertAllThere(states(backend, anHour(now)), now);
            assertAllThere(states(backend, anHour(now)), now);
        }
    }

    @Test
    void expiredValuesAreLeftOutOfAFullSnapshotWhenThatIsWanted() throws Exception {
        long lastUse = 1000;
        KeyedPiece piece;
        try (KeyedStateBackend backend = backend(List.of())) {
            fill(states(backend, anHour(lastUse + HOUR_MS + 10)), lastUse);
            piece = saved(backend);
        }
        try (KeyedStateBackend backend = backend(List.of(piece))) {
            States states = states(backend, anHour(0));
            for (long key = 0; key < KEYS; key++) {
                use(key);
                assertThat(states.value().value()).isEqualTo(key <= 10 ? null : lastUse + key);
                if (key <= 10) {
                    assertThat(states.list().get()).containsExactly(lastUse + HOUR_MS);
                } else {
                    assertThat(states.list().get()).containsExactly(lastUse + HOUR_MS, lastUse + key);
                }
                assertThat(states.map().entries()).containsExactly(Map.entry(2L, lastUse + HOUR_MS));
            }
        }
    }
}
