package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Contract test: values of many libraries are found again in state and in what is restored from a snapshot. Subclasses
 * name the backend's factory.
 */
public abstract class RealValuesInStateContract {
    private static final TypeInformation<Object> ANY = Types.GENERIC(Object.class);

    protected abstract StateBackendFactory backend();

    static Stream<RealValues.Case> values() {
        return RealValues.all();
    }

    private OperatorState operator(OperatorPieces restored) throws Exception {
        OperatorState operator = OperatorState.keyed(
                new OperatorState.Source(backend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
                new OperatorState.Keys(Types.INT, new KeyGroupRange(0, 4), 4));
        operator.keyed().use(7, KeyGroups.spread(7));
        return operator;
    }

    /** The states that hold the value. */
    private record States(ValueState<Object> value, ListState<Object> list, MapState<Integer, Object> map) {

        static States of(OperatorState operator) throws Exception {
            return new States(
                    operator.keyed().getState(new ValueStateDescriptor<>("value", ANY)),
                    operator.keyed().getListState(new ListStateDescriptor<>("list", ANY)),
                    operator.keyed().getMapState(new MapStateDescriptor<>("map", Types.INT, ANY)));
        }

        void assertHold(RealValues.Case one) throws Exception {
            Object expected = one.shown().apply(one.make().get());
            Object listed = list.get().iterator().next();
            for (Object found : List.of(value.value(), listed, map.get(1))) {
                assertThat(one.shown().apply(found)).isEqualTo(expected);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void aValueIsFoundInStateAndInWhatIsRestored(RealValues.Case one) throws Exception {
        OperatorPieces pieces;
        try (OperatorState operator = operator(OperatorPieces.NONE)) {
            States states = States.of(operator);
            states.value().update(one.make().get());
            states.list().add(one.make().get());
            states.map().put(1, one.make().get());
            try (OperatorSnapshot snapshot = operator.snapshot(1)) {
                pieces = snapshot.write(new MemorySnapshotStore());
            }
            states.assertHold(one);
        }
        try (OperatorState operator = operator(pieces)) {
            States.of(operator).assertHold(one);
        }
    }
}
