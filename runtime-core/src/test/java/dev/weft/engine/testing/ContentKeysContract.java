package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.typeinfo.PrimitiveArrayTypeInfo;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.types.Either;
import dev.weft.types.Row;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract test: a map state finds keys by content on every backend, also those that have no {@code equals} by content:
 * arrays, objects of classes without {@code equals}, and what contains them. Subclasses name the backend's factory.
 */
public abstract class ContentKeysContract {

    protected abstract StateBackendFactory backend();

    /** The backend that the state was on before it is restored. */
    protected StateBackendFactory savedBy() {
        return backend();
    }

    /** A POJO without {@code equals}. */
    public static final class Place {
        public int row;
        public String column;

        public Place() {}

        private Place(int row, String column) {
            this.row = row;
            this.column = column;
        }
    }

    /** A POJO whose {@code equals} forgets that arrays have none. */
    public static final class Name {
        public String[] parts;

        public Name() {}

        private Name(String... parts) {
            this.parts = parts;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && parts.equals(that.parts);
        }

        @Override
        public int hashCode() {
            return parts.hashCode();
        }
    }

    /** A record with an array, of which the compiler's {@code equals} takes no notice. */
    public record Digest(byte[] bytes, int kind) {}

    /** A class that only the generic fallback serves, without {@code equals}. */
    public static final class Closed {
        private final int[] numbers;

        private Closed(int... numbers) {
            this.numbers = numbers;
        }
    }

    private static byte[] bytes() {
        return new byte[] {1, 2, 3};
    }

    static Stream<Arguments> keys() {
        TypeInformation<byte[]> array = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        TypeInformation<Object> open = TypeInformation.of(Object.class);
        return Stream.of(
                key("byte[]", array, ContentKeysContract::bytes),
                key("int[]", TypeInformation.of(int[].class), () -> new int[] {1, -1}),
                key("long[][]", TypeInformation.of(long[][].class), () -> new long[][] {{1}, {2, 3}}),
                key("String[]", TypeInformation.of(String[].class), () -> new String[] {"a", null}),
                key("Place[]", TypeInformation.of(Place[].class), () -> new Place[] {new Place(1, "a"), null}),
                key("empty array", array, () -> new byte[0]),
                key("Place", TypeInformation.of(Place.class), () -> new Place(1, "a")),
                key("Name", TypeInformation.of(Name.class), () -> new Name("a", "b")),
                key("Digest", TypeInformation.of(Digest.class), () -> new Digest(bytes(), 1)),
                key("Closed", TypeInformation.of(Closed.class), () -> new Closed(1, 2)),
                key("Tuple2<byte[], Long>", Types.TUPLE(array, Types.LONG), () -> Tuple2.of(bytes(), 1L)),
                key("List<byte[]>", Types.LIST(array), () -> List.of(bytes())),
                key("Set<byte[]>", Types.SET(array), () -> Set.of(bytes(), new byte[1])),
                key("Map<Long, byte[]>", Types.MAP(Types.LONG, array), () -> Map.of(1L, bytes())),
                key("Either<byte[], Long>", Types.EITHER(array, Types.LONG), () -> Either.Left.of(bytes())),
                key("Row(Place)", Types.ROW(TypeInformation.of(Place.class)), () -> Row.of(new Place(1, "a"))),
                key("byte[] as Object", open, ContentKeysContract::bytes),
                key("AtomicInteger as Object", open, () -> new AtomicInteger(5)),
                key("List<byte[]> as Object", open, () -> List.of(bytes())),
                key("Tuple2<byte[], Long> as Object", open, () -> Tuple2.of(bytes(), 1L)),
                key("Digest as Object", open, () -> new Digest(bytes(), 1)),
                key("String as Object", open, () -> new String("a")));
    }

    private static Arguments key(String name, TypeInformation<?> type, Supplier<?> key) {
        return Arguments.of(name, type, key);
    }

    private static OperatorState operator(StateBackendFactory backend, OperatorPieces restored) throws Exception {
        OperatorState operator = OperatorState.keyed(
                new OperatorState.Source(backend, FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
                new OperatorState.Keys(Types.INT, new KeyGroupRange(0, 4), 4));
        operator.keyed().use(7, Keying.of(record -> record, Types.INT).hasher().hash(7));
        return operator;
    }

    private static OperatorPieces saved(OperatorState operator) throws Exception {
        try (OperatorSnapshot snapshot = operator.snapshot(1)) {
            return snapshot.write(new MemorySnapshotStore());
        }
    }

    private static <K> MapState<K, Long> map(OperatorState operator, TypeInformation<K> type) {
        return operator.keyed().getMapState(new MapStateDescriptor<>("map", type, Types.LONG));
    }

    private static <K> MapState<K, Long> expiring(OperatorState operator, TypeInformation<K> type) {
        MapStateDescriptor<K, Long> descriptor = new MapStateDescriptor<>("expiring", type, Types.LONG);
        descriptor.enableTimeToLive(
                StateTtlConfig.newBuilder(Duration.ofDays(10_000)).build());
        return operator.keyed().getMapState(descriptor);
    }

    private static <K> void holdsOnly(MapState<K, Long> map, K key, Long value) throws Exception {
        assertThat(map.get(key)).isEqualTo(value);
        assertThat(map.contains(key)).isTrue();
        assertThat(map.isEmpty()).isFalse();
        assertThat(map.values()).containsExactly(value);
        assertThat(map.keys()).hasSize(1);
        isLike(map.keys().iterator().next(), key);
        Map.Entry<K, Long> entry = map.entries().iterator().next();
        isLike(entry.getKey(), key);
        assertThat(entry.getValue()).isEqualTo(value);
    }

    private static void isLike(Object found, Object key) {
        String indexOfARow = "positions";
        assertThat(found).usingRecursiveComparison().ignoringFields(indexOfARow).isEqualTo(key);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("keys")
    void aKeyIsFoundByItsContent(String name, TypeInformation<Object> type, Supplier<Object> keys) throws Exception {
        OperatorPieces pieces;
        try (OperatorState operator = operator(savedBy(), OperatorPieces.NONE)) {
            for (MapState<Object, Long> map : List.of(map(operator, type), expiring(operator, type))) {
                assertThat(map.contains(keys.get())).isFalse();
                map.put(keys.get(), 1L);
                holdsOnly(map, keys.get(), 1L);
                map.put(keys.get(), 2L);
                holdsOnly(map, keys.get(), 2L);
            }
            pieces = saved(operator);
        }
        try (OperatorState operator = operator(backend(), pieces)) {
            pieces = saved(operator);
        }
        try (OperatorState operator = operator(backend(), pieces)) {
            for (MapState<Object, Long> map : List.of(map(operator, type), expiring(operator, type))) {
                holdsOnly(map, keys.get(), 2L);
                Map<Object, Long> more = new HashMap<>();
                more.put(keys.get(), 3L);
                map.putAll(more);
                saved(operator);
                holdsOnly(map, keys.get(), 3L);
                map.iterator().next().setValue(4L);
                holdsOnly(map, keys.get(), 4L);
                map.remove(keys.get());
                saved(operator);
                assertThat(map.isEmpty()).isTrue();
                map.put(keys.get(), 5L);
                Iterator<Map.Entry<Object, Long>> entries = map.iterator();
                entries.next();
                entries.remove();
                assertThat(map.contains(keys.get())).isFalse();
            }
        }
    }

    @Test
    void anArrayThatTheProgramChangesAfterwardsIsNotChangedInTheMap() throws Exception {
        try (OperatorState operator = operator(backend(), OperatorPieces.NONE)) {
            MapState<byte[], Long> map = map(operator, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);
            byte[] key = bytes();
            map.put(key, 1L);
            key[0] = 9;
            map.keys().iterator().next()[0] = 8;
            holdsOnly(map, bytes(), 1L);
            assertThat(map.contains(key)).isFalse();
        }
    }

    @Test
    void differentKeysAreDifferentAlsoInLargeMaps() throws Exception {
        TypeInformation<int[]> type = TypeInformation.of(int[].class);
        OperatorPieces pieces;
        try (OperatorState operator = operator(savedBy(), OperatorPieces.NONE)) {
            MapState<int[], Long> map = map(operator, type);
            for (int i = 0; i < 2_000; i++) {
                map.put(new int[] {i / 50, i % 50}, (long) i);
            }
            pieces = saved(operator);
        }
        try (OperatorState operator = operator(backend(), pieces)) {
            MapState<int[], Long> map = map(operator, type);
            for (int i = 0; i < 2_000; i++) {
                assertThat(map.get(new int[] {i / 50, i % 50})).isEqualTo(i);
            }
            assertThat(map.keys()).hasSize(2_000);
        }
    }

    @Test
    void keysFoundByContentAreConvertedToAWiderType() throws Exception {
        TypeInformation<byte[]> array = PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
        OperatorPieces pieces;
        try (OperatorState operator = operator(savedBy(), OperatorPieces.NONE)) {
            map(operator, Types.<Tuple2<byte[], Integer>>TUPLE(array, Types.INT))
                    .put(Tuple2.of(bytes(), 5), 1L);
            pieces = saved(operator);
        }
        for (int restores = 0; restores < 2; restores++) {
            try (OperatorState operator = operator(backend(), pieces)) {
                holdsOnly(
                        map(operator, Types.<Tuple2<byte[], Long>>TUPLE(array, Types.LONG)),
                        Tuple2.of(bytes(), 5L),
                        1L);
                pieces = saved(operator);
            }
        }
    }
}
