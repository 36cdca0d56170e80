package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperatorStateTest {

    private static final int MAX_PARALLELISM = 8;
    private static final ListStateDescriptor<String> LIST = new ListStateDescriptor<>("list", Types.STRING);
    private static final ListStateDescriptor<String> UNION = new ListStateDescriptor<>("union", Types.STRING);
    private static final MapStateDescriptor<String, Integer> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, Types.INT);

    private static OperatorState.Source source(OperatorPieces restored) {
        return new OperatorState.Source(
                new HashMapBackend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored);
    }

    private static OperatorState unkeyed(OperatorPieces restored) throws Exception {
        return OperatorState.unkeyed(source(restored));
    }

    private static OperatorState keyed(OperatorPieces restored, int subtask, int parallelism) throws Exception {
        KeyGroupRange groups = KeyGroupRange.of(subtask, parallelism, MAX_PARALLELISM);
        return OperatorState.keyed(source(restored), new OperatorState.Keys(Types.INT, groups, MAX_PARALLELISM));
    }

    private static OperatorPieces saved(OperatorState state) throws Exception {
        try (OperatorSnapshot snapshot = state.snapshot(42)) {
            return snapshot.write(new MemorySnapshotStore());
        }
    }

    private static List<String> listed(ListState<String> state) throws Exception {
        List<String> all = new ArrayList<>();
        state.get().forEach(all::add);
        return all;
    }

    /** What each of so many instances holds, when instance i has added "i.0", "i.1" … to both lists and a rule. */
    private static List<OperatorPieces> savedByInstances(int... sizes) throws Exception {
        List<OperatorPieces> all = new ArrayList<>();
        for (int i = 0; i < sizes.length; i++) {
            OperatorState state = unkeyed(OperatorPieces.NONE);
            for (int n = 0; n < sizes[i]; n++) {
                state.unkeyed().getListState(LIST).add(i + "." + n);
                state.unkeyed().getUnionListState(UNION).add(i + "." + n);
            }
            state.unkeyed().getBroadcastState(RULES).put("rule", 7);
            all.add(saved(state));
        }
        return all;
    }

    private static List<OperatorPieces> assign(List<OperatorPieces> saved, int maxParallelism, int parallelism) {
        return IntStream.range(0, parallelism)
                .mapToObj(i -> Redistribution.forInstance(saved, i, parallelism, maxParallelism))
                .toList();
    }

    @Test
    void everyInstanceGetsItsOwnListBackWhenTheParallelismStays() throws Exception {
        List<OperatorPieces> assigned = assign(savedByInstances(3, 0, 1), MAX_PARALLELISM, 3);
        assertThat(listed(unkeyed(assigned.get(0)).unkeyed().getListState(LIST)))
                .containsExactly("0.0", "0.1", "0.2");
        assertThat(listed(unkeyed(assigned.get(1)).unkeyed().getListState(LIST)))
                .isEmpty();
        assertThat(listed(unkeyed(assigned.get(2)).unkeyed().getListState(LIST)))
                .containsExactly("2.0");
    }

    @Test
    void theElementsOfAListAreDealtOutEvenlyWhenTheParallelismChanges() throws Exception {
        List<OperatorPieces> assigned = assign(savedByInstances(5, 1), MAX_PARALLELISM, 3);
        assertThat(listed(unkeyed(assigned.get(0)).unkeyed().getListState(LIST)))
                .containsExactly("0.0", "0.3");
        assertThat(listed(unkeyed(assigned.get(1)).unkeyed().getListState(LIST)))
                .containsExactly("0.1", "0.4");
        assertThat(listed(unkeyed(assigned.get(2)).unkeyed().getListState(LIST)))
                .containsExactly("0.2", "1.0");
    }

    @Test
    void everyInstanceGetsAllOfAUnionListAndOneBroadcastMap() throws Exception {
        for (int parallelism : new int[] {1, 2, 5}) {
            for (OperatorPieces pieces : assign(savedByInstances(2, 1), MAX_PARALLELISM, parallelism)) {
                OperatorState state = unkeyed(pieces);
                assertThat(listed(state.unkeyed().getUnionListState(UNION))).containsExactly("0.0", "0.1", "1.0");
                BroadcastState<String, Integer> rules = state.unkeyed().getBroadcastState(RULES);
                assertThat(rules.entries()).hasSize(1);
                assertThat(rules.get("rule")).isEqualTo(7);
            }
        }
    }

    @Test
    void whatTheProgramDoesNotDeclareAnyMoreIsSavedAgain() throws Exception {
        OperatorPieces first = savedByInstances(2).get(0);
        OperatorPieces second = saved(unkeyed(first));
        OperatorState state = unkeyed(second);
        assertThat(state.unkeyed().getRegisteredStateNames()).containsExactlyInAnyOrder("list", "union");
        assertThat(state.unkeyed().getRegisteredBroadcastStateNames()).containsExactly("rules");
        assertThat(listed(state.unkeyed().getListState(LIST))).containsExactly("0.0", "0.1");
    }

    @Test
    void aSnapshotDoesNotSeeLaterChanges() throws Exception {
        OperatorState state = unkeyed(OperatorPieces.NONE);
        ListStateDescriptor<int[]> arrays = new ListStateDescriptor<>("arrays", int[].class);
        int[] array = {1};
        state.unkeyed().getListState(arrays).add(array);
        OperatorPieces pieces;
        try (OperatorSnapshot snapshot = state.snapshot(1)) {
            array[0] = 2;
            state.unkeyed().getListState(arrays).add(array);
            pieces = snapshot.write(new MemorySnapshotStore());
        }
        assertThat(unkeyed(pieces).unkeyed().getListState(arrays).get()).containsExactly(new int[] {1});
    }

    @Test
    void theModeOfAListCannotChange() throws Exception {
        OperatorState state = unkeyed(savedByInstances(1).get(0));
        assertThatThrownBy(() -> state.unkeyed().getUnionListState(LIST))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("'list'")
                .hasMessageContaining("SPLIT")
                .hasMessageContaining("UNION");
    }

    @Test
    void aFreshStartIsNotARestore() throws Exception {
        assertThat(unkeyed(OperatorPieces.NONE).isRestored()).isFalse();
        OperatorState restored = unkeyed(savedByInstances(1).get(0));
        assertThat(restored.isRestored()).isTrue();
        assertThat(restored.getRestoredCheckpointId()).hasValue(42);
    }

    /** FLINK-26063. */
    @Test
    void keyedStateAndTimersMoveWithTheirKeyGroups() throws Exception {
        OperatorState before = keyed(OperatorPieces.NONE, 0, 1);
        ValueStateDescriptor<Integer> squares = new ValueStateDescriptor<>("squares", Types.INT);
        KeyedTimers<Void> timers = before.keyed().timers("t", Namespaces.NONE, new NoClock(), (domain, time) -> {});
        for (int key = 0; key < 100; key++) {
            before.keyed().use(key, KeyGroups.spread(key));
            before.keyed().getState(squares).update(key * key);
            timers.registerEventTime(key % 10, null);
        }
        List<OperatorPieces> assigned = assign(List.of(saved(before)), MAX_PARALLELISM, 3);
        List<Integer> fired = new ArrayList<>();
        for (int subtask = 0; subtask < 3; subtask++) {
            OperatorState after = keyed(assigned.get(subtask), subtask, 3);
            ValueState<Integer> state = after.keyed().getState(squares);
            KeyedTimers<?>[] own = new KeyedTimers<?>[1];
            own[0] = after.keyed().timers("t", Namespaces.NONE, new NoClock(), (domain, time) -> {
                int key = (Integer) after.keyed().key();
                assertThat(key % 10L).isEqualTo(time);
                assertThat(valueOf(state)).isEqualTo(key * key);
                fired.add(key);
            });
            own[0].advance(Long.MAX_VALUE);
        }
        assertThat(fired)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 100).boxed().toList());
    }

    private static Integer valueOf(ValueState<Integer> state) {
        try {
            return state.value();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** FLINK-29430. */
    @Test
    void aKeyThatCameToTheWrongSubtaskIsExplained() throws Exception {
        OperatorState state = keyed(OperatorPieces.NONE, 0, 8);
        ValueState<Integer> value = state.keyed().getState(new ValueStateDescriptor<>("v", Types.INT));
        int key = IntStream.range(0, 100)
                .filter(k -> KeyGroups.groupOf(KeyGroups.spread(k), MAX_PARALLELISM) == 3)
                .findFirst()
                .orElseThrow();
        state.keyed().use(key, KeyGroups.spread(key));
        assertThatThrownBy(value::value)
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("hashCode()")
                .hasMessageContaining("key group 3");
    }

    @Test
    void aStateOfAnotherKindOrTypeIsRefusedByName() throws Exception {
        OperatorState before = keyed(OperatorPieces.NONE, 0, 1);
        before.keyed().use(1, KeyGroups.spread(1));
        before.keyed().getState(new ValueStateDescriptor<>("v", Types.INT)).update(5);
        OperatorPieces pieces = saved(before);
        assertThatThrownBy(() -> keyed(pieces, 0, 1).keyed().getListState(new ListStateDescriptor<>("v", Types.INT)))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("'v' was saved as VALUE and is declared as LIST");
        assertThatThrownBy(() -> keyed(pieces, 0, 1).keyed().getState(new ValueStateDescriptor<>("v", Types.STRING)))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("state 'v' cannot be read")
                .hasMessageContaining("IntSerializer");
        assertThatThrownBy(() -> before.keyed().getListState(new ListStateDescriptor<>("v", Types.INT)))
                .isInstanceOf(WeftException.class)
                .hasMessage("state 'v' is declared as VALUE and as LIST; give one of them another name");
    }

    @Test
    void oneNameHoldsOneTypeOfValues() throws Exception {
        OperatorState keyed = keyed(OperatorPieces.NONE, 0, 1);
        keyed.keyed().getState(new ValueStateDescriptor<>("last", Types.INT));
        assertThatThrownBy(() -> keyed.keyed().getState(new ValueStateDescriptor<>("last", Types.STRING)))
                .isInstanceOf(WeftException.class)
                .hasMessage("state 'last' is declared for values of Integer and for values of String; give one of"
                        + " them another name");
        OperatorState state = unkeyed(OperatorPieces.NONE);
        state.unkeyed().getListState(new ListStateDescriptor<>("other", StringSerializer.INSTANCE));
        state.unkeyed().getUnionListState(UNION);
        state.unkeyed().getBroadcastState(RULES);
        assertThatThrownBy(() -> state.unkeyed().getListState(new ListStateDescriptor<>("other", Types.LONG)))
                .hasMessageContaining(
                        "state 'other' is declared for values of List<StringSerializer> and for values of List<Long>");
        assertThatThrownBy(() -> state.unkeyed().getUnionListState(new ListStateDescriptor<>("union", Types.LONG)))
                .hasMessageContaining("state 'union'");
        assertThatThrownBy(() -> state.unkeyed()
                        .getBroadcastState(new MapStateDescriptor<>("rules", Types.STRING, Types.STRING)))
                .hasMessageContaining("state 'rules'");
    }

    @Test
    void aStateMayBeDeclaredAgainByAnEqualDescriptor() throws Exception {
        OperatorState keyed = keyed(OperatorPieces.NONE, 0, 1);
        ValueState<Pair> first = keyed.keyed().getState(new ValueStateDescriptor<>("pair", Pair.class));
        assertThat(keyed.keyed().getState(new ValueStateDescriptor<>("pair", Pair.class)))
                .isSameAs(first);
        ValueStateDescriptor<Pair> bySerializer = new ValueStateDescriptor<>(
                "pair", Types.POJO(Pair.class).createSerializer(new ExecutionConfig().getSerializerConfig()));
        assertThat(keyed.keyed().getState(bySerializer)).isSameAs(first);
        OperatorState state = unkeyed(OperatorPieces.NONE);
        ListState<String> list = state.unkeyed().getListState(LIST);
        assertThat(state.unkeyed().getListState(new ListStateDescriptor<>("list", Types.STRING)))
                .isSameAs(list);
    }

    /** For states that are declared twice. */
    public static final class Pair {
        public int left;
        public String right;
    }

    @Test
    void theElementsOfAListPrintAsAListDoes() throws Exception {
        OperatorState state = keyed(OperatorPieces.NONE, 0, 1);
        state.keyed().use(1, KeyGroups.spread(1));
        ListState<String> list = state.keyed().getListState(new ListStateDescriptor<>("elements", Types.STRING));
        list.addAll(List.of("a", "b"));
        assertThat(list.get()).hasToString("[a, b]");
    }

    @Test
    void askingForKeyedStateWithoutKeysIsExplained() throws Exception {
        OperatorState state = unkeyed(OperatorPieces.NONE);
        assertThatThrownBy(state::getKeyedStateStore)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("call keyBy() before it");
    }
}
