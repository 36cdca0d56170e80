package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeHint;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.types.Either;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
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
 * Keys that are equal share their state on every backend, though their objects differ: in class, or in the order of elements.
 * A test extends this and names its factory.
 */
public abstract class EqualKeysContract {

    protected abstract StateBackendFactory backend();

    /** What a key may be. */
    public sealed interface Shape permits Circle {}

    /** A key with a set and an enum in it. */
    public record Circle(Set<String> names, TimeUnit unit) implements Shape {}

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

    private OperatorState operator(Keying keying, OperatorPieces restored) throws Exception {
        return OperatorState.keyed(
                new OperatorState.Source(backend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
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
        try (OperatorState operator = operator(keying, OperatorPieces.NONE)) {
            of(operator, keying, one).update(1L);
            assertThat(of(operator, keying, other).value()).isEqualTo(1L);
            assertThat(operator.keyed().key()).isEqualTo(other);
            try (OperatorSnapshot snapshot = operator.snapshot(1)) {
                pieces = snapshot.write(new MemorySnapshotStore());
            }
        }
        try (OperatorState operator = operator(keying, pieces)) {
            assertThat(of(operator, keying, other).value()).isEqualTo(1L);
        }
    }
}
