package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
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
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract test: equal keys share their state on every backend, even if their objects differ in class or in the order
 * of elements. Subclasses name the backend's factory.
 */
public abstract class EqualKeysContract {

    protected abstract StateBackendFactory backend();

    /** The backend that the state was on before it is restored. */
    protected StateBackendFactory savedBy() {
        return backend();
    }

    /** What a key may be. */
    public sealed interface Shape permits Circle {}

    /** A key with a set and an enum in it. */
    public record Circle(Set<String> names, TimeUnit unit) implements Shape {}

    /** A class that only the generic fallback serves. */
    public static class Pair {
        private final Object left;
        private final Object right;

        Pair(Object left, Object right) {
            this.left = left;
            this.right = right;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pair pair && pair.left.equals(left) && pair.right.equals(right);
        }

        @Override
        public int hashCode() {
            return 31 * left.hashCode() + right.hashCode();
        }

        @Override
        public String toString() {
            return left + "/" + right;
        }
    }

    /** A pair that takes part in Java serialization. */
    public static final class WrittenPair extends Pair implements Serializable {
        private static final long serialVersionUID = 1L;

        private WrittenPair(Object left, Object right) {
            super(left, right);
        }

        private Object writeReplace() {
            return new Written(new Object[] {super.left, super.right});
        }

        private record Written(Object[] parts) implements Serializable {
            private Object readResolve() {
                return new WrittenPair(parts[0], parts[1]);
            }
        }
    }

    /** A POJO with a set. */
    public static final class Tags {
        public Set<String> tags;

        public Tags() {}

        private Tags(Set<String> tags) {
            this.tags = tags;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Tags that && that.tags.equals(tags);
        }

        @Override
        public int hashCode() {
            return tags.hashCode();
        }
    }

    private static String fresh(String text) {
        return new String(text);
    }

    /** The same strings in tables of different sizes, so in another order. */
    private static Set<String> hashed(int capacity) {
        Set<String> set = new HashSet<>(capacity);
        for (int i = 0; i < 20; i++) {
            set.add("element " + i);
        }
        return set;
    }

    private static Map<String, Integer> hashedMap(int capacity) {
        Map<String, Integer> map = new HashMap<>(capacity);
        hashed(capacity).forEach(element -> map.put(element, element.length()));
        return map;
    }

    private static Stream<Arguments> keysOfGenericClasses() {
        TypeInformation<?> pair = Types.GENERIC(Pair.class);
        TypeInformation<?> written = Types.GENERIC(WrittenPair.class);
        String name = fresh("name");
        Pair part = new Pair(1, 2);
        List<Integer> list = new ArrayList<>(List.of(300, 400));
        WrittenPair same = new WrittenPair(name, name);
        return Stream.of(
                Arguments.of(pair, new Pair(name, name), new Pair(fresh("name"), fresh("name"))),
                Arguments.of(pair, new Pair(part, part), new Pair(new Pair(1, 2), new Pair(1, 2))),
                Arguments.of(pair, new Pair(list, list), new Pair(new ArrayList<>(list), new ArrayList<>(list))),
                Arguments.of(pair, new Pair(hashed(1), "a"), new Pair(hashed(1 << 12), "a")),
                Arguments.of(pair, new Pair(hashedMap(1), 1), new Pair(hashedMap(1 << 12), 1)),
                Arguments.of(pair, new Pair(List.of(1, 2), 1), new Pair(new ArrayList<>(List.of(1, 2)), 1)),
                Arguments.of(pair, new Pair(list, 1), new Pair(Collections.unmodifiableList(list), 1)),
                Arguments.of(pair, new Pair(Set.of("a", "b"), 1), new Pair(ordered("b", "a"), 1)),
                Arguments.of(pair, new Pair(new HashSet<>(Set.of("a", "b")), 1), new Pair(ordered("b", "a"), 1)),
                Arguments.of(pair, new Pair(Map.of("a", 1, "b", 1), 1), new Pair(map("b", "a"), 1)),
                Arguments.of(
                        pair,
                        new Pair(List.of(List.of(1), List.of(1, 2, 3)), 1),
                        new Pair(List.of(List.of(1), Arrays.asList(1, 2, 3)), 1)),
                Arguments.of(
                        pair, new Pair(List.of(Set.of(1)), 1), new Pair(Arrays.asList(new HashSet<>(Set.of(1))), 1)),
                Arguments.of(written, same, new WrittenPair(fresh("name"), fresh("name"))),
                Arguments.of(pair, new Pair(same, same), new Pair(new WrittenPair("name", fresh("name")), same)),
                Arguments.of(written, new WrittenPair(hashed(1), 1), new WrittenPair(hashed(1 << 12), 1)),
                Arguments.of(
                        Types.TUPLE(pair, Types.INT),
                        Tuple2.of(new Pair(name, name), 1),
                        Tuple2.of(new Pair(fresh("name"), fresh("name")), 1)),
                Arguments.of(TypeInformation.of(Tags.class), new Tags(hashed(1)), new Tags(hashed(1 << 12))));
    }

    private static Set<String> ordered(String... elements) {
        return new LinkedHashSet<>(List.of(elements));
    }

    private static Map<String, Integer> map(String first, String second) {
        Map<String, Integer> map = new LinkedHashMap<>();
        map.put(first, 1);
        map.put(second, 1);
        return map;
    }

    static Stream<Arguments> equalKeys() {
        return Stream.concat(keysOfKnownTypes(), keysOfGenericClasses());
    }

    private static Stream<Arguments> keysOfKnownTypes() {
        return Stream.of(
                Arguments.of(TypeInformation.of(Object.class), "a", new String("a")),
                Arguments.of(TypeInformation.of(Object.class), List.of(1, 2), new LinkedList<>(List.of(1, 2))),
                Arguments.of(TypeInformation.of(Object.class), ordered("a", "b"), ordered("b", "a")),
                Arguments.of(
                        TypeInformation.of(Object.class),
                        Optional.of(ordered("a", "b")),
                        Optional.of(ordered("b", "a"))),
                Arguments.of(TypeInformation.of(Number.class), 5L, Long.valueOf("5")),
                Arguments.of(TypeInformation.of(CharSequence.class), "a", new String("a")),
                Arguments.of(TypeInformation.of(Serializable.class), map("a", "b"), map("b", "a")),
                Arguments.of(TypeInformation.of(Set.class), ordered("a", "b"), new TreeSet<>(Set.of("b", "a"))),
                Arguments.of(TypeInformation.of(HashMap.class), map("a", "b"), map("b", "a")),
                Arguments.of(
                        TypeInformation.of(Shape.class),
                        new Circle(ordered("a", "b"), TimeUnit.DAYS),
                        new Circle(ordered("b", "a"), TimeUnit.DAYS)),
                Arguments.of(TypeInformation.of(new TypeHint<Set<String>>() {}), ordered("a", "b"), ordered("b", "a")),
                Arguments.of(Types.MAP(Types.STRING, Types.INT), map("a", "b"), map("b", "a")),
                Arguments.of(
                        Types.TUPLE(Types.MAP(Types.STRING, Types.INT), Types.GENERIC(Object.class)),
                        Tuple2.of(map("a", "b"), new ArrayList<>(List.of(1))),
                        Tuple2.of(map("b", "a"), List.of(1))),
                Arguments.of(
                        Types.EITHER(Types.LONG, Types.MAP(Types.STRING, Types.INT)),
                        Either.Right.of(map("a", "b")),
                        Either.Right.of(map("b", "a"))),
                Arguments.of(
                        Types.LIST(Types.ENUM(TimeUnit.class)),
                        List.of(TimeUnit.DAYS),
                        new ArrayList<>(List.of(TimeUnit.DAYS))));
    }

    private static OperatorState operator(StateBackendFactory backend, Keying keying, OperatorPieces restored)
            throws Exception {
        return OperatorState.keyed(
                new OperatorState.Source(backend, FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
                new OperatorState.Keys(keying.type(), new KeyGroupRange(0, 4), 4));
    }

    private static ValueState<Long> of(OperatorState operator, Keying keying, Object record) throws Exception {
        Object key = keying.selector().getKey(record);
        operator.keyed().use(key, keying.hasher().hash(key));
        return operator.keyed().getState(new ValueStateDescriptor<>("count", Types.LONG));
    }

    @ParameterizedTest
    @MethodSource("equalKeys")
    void equalKeysShareTheirState(TypeInformation<?> type, Object one, Object other) throws Exception {
        Keying keying = Keying.of(record -> record, type);
        OperatorPieces pieces;
        try (OperatorState operator = operator(savedBy(), keying, OperatorPieces.NONE)) {
            of(operator, keying, one).update(1L);
            assertThat(of(operator, keying, other).value()).isEqualTo(1L);
            assertThat(operator.keyed().key()).isEqualTo(other);
            try (OperatorSnapshot snapshot = operator.snapshot(1)) {
                pieces = snapshot.write(new MemorySnapshotStore());
            }
        }
        try (OperatorState operator = operator(backend(), keying, pieces)) {
            assertThat(of(operator, keying, other).value()).isEqualTo(1L);
        }
    }

    @ParameterizedTest
    @MethodSource("equalKeys")
    void equalKeysOfAMapFindOneEntry(TypeInformation<Object> type, Object one, Object other) throws Exception {
        Keying keying = Keying.of(record -> record, Types.INT);
        OperatorPieces pieces;
        try (OperatorState operator = operator(savedBy(), keying, OperatorPieces.NONE)) {
            MapState<Object, Long> map = mapOf(operator, keying, type);
            map.put(one, 1L);
            try (OperatorSnapshot snapshot = operator.snapshot(1)) {
                pieces = snapshot.write(new MemorySnapshotStore());
            }
        }
        try (OperatorState operator = operator(backend(), keying, pieces)) {
            MapState<Object, Long> map = mapOf(operator, keying, type);
            assertThat(map.get(other)).isEqualTo(1L);
            map.put(other, 2L);
            operator.snapshot(2).close();
            assertThat(map.keys()).containsExactly(other);
            map.remove(one);
            operator.snapshot(3).close();
            assertThat(map.isEmpty()).isTrue();
        }
    }

    private static MapState<Object, Long> mapOf(OperatorState operator, Keying keying, TypeInformation<Object> type) {
        operator.keyed().use(7, keying.hasher().hash(7));
        return operator.keyed().getMapState(new MapStateDescriptor<>("map", type, Types.LONG));
    }
}
