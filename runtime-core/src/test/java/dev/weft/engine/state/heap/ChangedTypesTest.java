package dev.weft.engine.state.heap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.spi.KeyContext;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.KeyedStateBackend;
import dev.weft.engine.state.spi.KeyedStateSetup;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.StateSpec;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.MemorySnapshotStore;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyHasher;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** State on the heap that a newer program declares with other types. */
class ChangedTypesTest {
    private static final int KEYS = 200;
    private static final int GROUPS = 4;

    private final KeyHasher hasher = KeyHasher.of(Types.STRING);
    private KeyContext keys;
    private KeyedStateBackend backend;

    private void open(List<KeyedPiece> restored) throws Exception {
        keys = new KeyContext();
        backend = new HashMapBackend()
                .create(new KeyedStateSetup(
                        keys,
                        new KeyedStateSetup.KeyType(strings(), hasher),
                        new KeyGroupRange(0, GROUPS),
                        GROUPS,
                        FakeStateHost.of("test"),
                        restored));
    }

    @SuppressWarnings("unchecked") // keys are objects to the engine
    private static TypeSerializer<Object> strings() {
        return (TypeSerializer<Object>)
                (TypeSerializer<?>) Types.STRING.createSerializer(new ExecutionConfig().getSerializerConfig());
    }

    private <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        descriptor.initializeSerializerUnlessSet(new ExecutionConfig());
        return backend.state(new StateSpec<>(descriptor, Namespaces.NONE, Optional.empty()))
                .undivided();
    }

    private void use(int key) {
        keys.use("key" + key, hasher.hash("key" + key));
    }

    private List<KeyedPiece> saved() throws Exception {
        try (KeyedSnapshot snapshot = backend.snapshot()) {
            return List.of(snapshot.write(new MemorySnapshotStore()));
        } finally {
            backend.close();
        }
    }

    @Test
    void numbersWidenInEveryKindOfState() throws Exception {
        open(List.of());
        ValueState<Integer> value = state(new ValueStateDescriptor<>("value", Types.INT));
        ListState<Short> list = state(new ListStateDescriptor<>("list", Types.SHORT));
        MapState<Byte, Float> map = state(new MapStateDescriptor<>("map", Types.BYTE, Types.FLOAT));
        for (int key = 0; key < KEYS; key++) {
            use(key);
            value.update(key);
            list.update(List.of((short) key, (short) -key));
            map.put((byte) 1, 0.5f * key);
            map.put((byte) 2, null);
        }
        for (int restores = 0; restores < 2; restores++) {
            List<KeyedPiece> pieces = saved();
            open(pieces);
            ValueState<Long> wideValue = state(new ValueStateDescriptor<>("value", Types.LONG));
            ListState<Double> wideList = state(new ListStateDescriptor<>("list", Types.DOUBLE));
            MapState<Integer, Double> wideMap = state(new MapStateDescriptor<>("map", Types.INT, Types.DOUBLE));
            for (int key = 0; key < KEYS; key++) {
                use(key);
                assertThat(wideValue.value()).isEqualTo(key);
                assertThat(wideList.get()).containsExactly((double) key, (double) -key);
                Map<Integer, Double> entries = new HashMap<>();
                wideMap.entries().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
                assertThat(entries)
                        .containsEntry(1, 0.5 * key)
                        .containsEntry(2, null)
                        .hasSize(2);
            }
        }
    }

    @Test
    void stateOfAnotherTypeIsRefusedWithTheReason() throws Exception {
        open(List.of());
        ValueState<String> text = state(new ValueStateDescriptor<>("value", Types.STRING));
        use(1);
        text.update("x");
        open(saved());
        assertThatThrownBy(() -> state(new ValueStateDescriptor<>("value", Types.INT)))
                .hasMessageContaining("state 'value' cannot be read by the program as it is now: it was written as")
                .hasMessageContaining("StringSerializer")
                .hasMessageContaining("give the state another name");
    }
}
