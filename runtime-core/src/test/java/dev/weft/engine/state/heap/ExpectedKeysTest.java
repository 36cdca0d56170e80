package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

class ExpectedKeysTest {

    private static final int GROUPS = 4;
    private static final int KEYS = 20_000;

    private final KeyContext keys = new KeyContext();

    @SuppressWarnings("unchecked") // the engine handles keys as objects
    private <T> void looksAhead(
            TypeInformation<?> keyType, IntFunction<Object> key, TypeInformation<T> valueType, IntFunction<T> value)
            throws Exception {
        KeyHasher hasher = KeyHasher.of(keyType);
        ExecutionConfig config = new ExecutionConfig();
        KeyedStateSetup setup = new KeyedStateSetup(
                keys,
                new KeyedStateSetup.KeyType(
                        (TypeSerializer<Object>) keyType.createSerializer(config.getSerializerConfig()), hasher),
                new KeyGroupRange(0, GROUPS),
                GROUPS,
                FakeStateHost.of("test"),
                List.of());
        ValueStateDescriptor<T> descriptor = new ValueStateDescriptor<>("value", valueType);
        descriptor.initializeSerializerUnlessSet(config);
        try (KeyedStateBackend backend = new HashMapBackend().create(setup)) {
            ValueState<T> state = backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.empty()))
                    .undivided();
            for (int i = 0; i < KEYS; i++) {
                keys.use(key.apply(i), hasher.hash(key.apply(i)));
                state.update(value.apply(i));
            }
            Object[] next = new Object[64];
            int[] hashes = new int[64];
            for (int from = 0; from < 2 * KEYS; from += next.length) {
                for (int i = 0; i < next.length; i++) {
                    next[i] = key.apply(from + i);
                    hashes[i] = hasher.hash(next[i]);
                }
                backend.expect(next, hashes, next.length);
            }
            for (int i = 0; i < KEYS; i++) {
                keys.use(key.apply(i), hasher.hash(key.apply(i)));
                assertThat(state.value()).isEqualTo(value.apply(i));
            }
            keys.use(key.apply(KEYS), hasher.hash(key.apply(KEYS)));
            assertThat(state.value()).isNull();
        }
    }

    @Test
    void tellingOfKeysThatComeNextChangesNothingInTablesOfNumbers() throws Exception {
        looksAhead(Types.LONG, i -> (long) i, Types.LONG, i -> 3L * i);
    }

    @Test
    void tellingOfKeysThatComeNextChangesNothingInTablesOfObjectsByNumber() throws Exception {
        looksAhead(Types.LONG, i -> (long) i, Types.STRING, i -> "value " + i);
    }

    @Test
    void tellingOfKeysThatComeNextChangesNothingInTablesOfObjects() throws Exception {
        looksAhead(
                Types.STRING, i -> "key " + i, Types.TUPLE(Types.STRING, Types.LONG), i -> Tuple2.of("key " + i, 1L));
    }
}
