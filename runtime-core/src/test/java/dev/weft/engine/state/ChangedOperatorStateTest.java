package dev.weft.engine.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.BroadcastState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.testing.CompiledClasses;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.testing.NoMetrics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Migration of operator state: a newer program declares it with other types. */
class ChangedOperatorStateTest {

    private static final String OLD = "public int id; public String name; public Long gone;";
    private static final String NEW = "public long id; public String name; public double added = 1.5;";

    private static Program open(ClassLoader classes, OperatorPieces restored) throws Exception {
        return new Program(OperatorState.unkeyed(new OperatorState.Source(
                new HashMapBackend(),
                new FakeStateHost("'op' (1/1)", classes, new NoMetrics()),
                new ExecutionConfig(),
                restored)));
    }

    private static Program open(OperatorPieces restored) throws Exception {
        return open(ChangedOperatorStateTest.class.getClassLoader(), restored);
    }

    /** A program with operator state. */
    private record Program(OperatorState operator) {

        <T> List<T> list(TypeInformation<T> type) throws Exception {
            return listed(operator.unkeyed()
                    .getListState(new ListStateDescriptor<>("list", type))
                    .get());
        }

        <T> List<T> union(TypeInformation<T> type) throws Exception {
            return listed(operator.unkeyed()
                    .getUnionListState(new ListStateDescriptor<>("union", type))
                    .get());
        }

        <K, V> BroadcastState<K, V> rules(TypeInformation<K> keys, TypeInformation<V> values) {
            return operator.unkeyed().getBroadcastState(new MapStateDescriptor<>("rules", keys, values));
        }

        <T> void add(TypeInformation<T> type, T value) throws Exception {
            operator.unkeyed()
                    .getListState(new ListStateDescriptor<>("list", type))
                    .add(value);
            operator.unkeyed()
                    .getUnionListState(new ListStateDescriptor<>("union", type))
                    .add(value);
        }

        OperatorPieces saved() throws Exception {
            try (OperatorSnapshot snapshot = operator.snapshot(1)) {
                return snapshot.write(new MemorySnapshotStore());
            }
        }

        private static <T> List<T> listed(Iterable<T> elements) {
            List<T> all = new ArrayList<>();
            elements.forEach(all::add);
            return all;
        }
    }

    @Test
    void numbersWidenInListsUnionsAndBroadcastMaps() throws Exception {
        Program before = open(OperatorPieces.NONE);
        before.add(Types.INT, 7);
        before.add(Types.INT, -8);
        before.rules(Types.SHORT, Types.FLOAT).put((short) 1, 0.5f);
        before.rules(Types.SHORT, Types.FLOAT).put((short) 2, null);
        OperatorPieces pieces = before.saved();
        for (int restores = 0; restores < 2; restores++) {
            Program now = open(pieces);
            assertThat(now.list(Types.LONG)).containsExactly(7L, -8L);
            assertThat(now.union(Types.LONG)).containsExactly(7L, -8L);
            BroadcastState<Integer, Double> rules = now.rules(Types.INT, Types.DOUBLE);
            assertThat(rules.get(1)).isEqualTo(0.5);
            assertThat(rules.contains(2)).isTrue();
            assertThat(rules.get(2)).isNull();
            assertThat(rules.entries()).hasSize(2);
            pieces = now.saved();
        }
    }

    private static CompiledClasses event(String fields) {
        return CompiledClasses.of(Map.of("Event", "public class Event { " + fields + " }"));
    }

    private static TypeInformation<Object> type(CompiledClasses classes) throws Exception {
        return TypeExtractor.createTypeInfo(classes.type("Event"));
    }

    private static Object made(CompiledClasses classes, int id) throws Exception {
        Object event = classes.type("Event").getConstructor().newInstance();
        event.getClass().getField("id").set(event, id);
        event.getClass().getField("name").set(event, "n" + id);
        return event;
    }

    private static OperatorPieces savedEvents(CompiledClasses classes, int from) throws Exception {
        Program before = open(classes, OperatorPieces.NONE);
        before.add(type(classes), made(classes, from));
        before.add(type(classes), made(classes, from + 1));
        before.rules(Types.STRING, type(classes)).put("rule", made(classes, from));
        return before.saved();
    }

    private static void assertNew(List<Object> events, int... ids) throws Exception {
        assertThat(events).hasSize(ids.length);
        for (int i = 0; i < ids.length; i++) {
            assertNew(events.get(i), ids[i]);
        }
    }

    private static void assertNew(Object event, int id) throws Exception {
        assertThat(event.getClass().getField("id").get(event)).isEqualTo((long) id);
        assertThat(event.getClass().getField("name").get(event)).isEqualTo("n" + id);
        assertThat(event.getClass().getField("added").get(event)).isEqualTo(1.5);
    }

    private static void assertNew(Program state, CompiledClasses classes) throws Exception {
        assertNew(state.list(type(classes)), 1, 2);
        assertNew(state.union(type(classes)), 1, 2);
        assertNew(state.rules(Types.STRING, type(classes)).get("rule"), 1);
    }

    @Test
    void fieldsOfAClassComeGoAndWiden() throws Exception {
        OperatorPieces pieces = savedEvents(event(OLD), 1);
        CompiledClasses now = event(NEW);
        for (int restores = 0; restores < 2; restores++) {
            Program state = open(now, pieces);
            assertNew(state, now);
            pieces = state.saved();
        }
    }

    @Test
    void stateThatIsNotDeclaredIsKeptAlthoughItsClassHasChangedOrIsGone() throws Exception {
        OperatorPieces pieces = savedEvents(event(OLD), 1);
        pieces = open(event("public String name;"), pieces).saved();
        Program without = open(pieces);
        assertThat(without.operator().unkeyed().getRegisteredStateNames()).containsExactly("list", "union");
        pieces = without.saved();
        CompiledClasses now = event(NEW);
        assertNew(open(now, pieces), now);
    }

    @Test
    void instancesThatHaveSavedOlderAndNewerFormsAreRestoredTogether() throws Exception {
        CompiledClasses now = event(NEW);
        OperatorPieces older = savedEvents(event(OLD), 1);
        Program converted = open(now, savedEvents(event(OLD), 5));
        converted.list(type(now));
        converted.union(type(now));
        OperatorPieces newer = converted.saved();
        OperatorPieces both = Redistribution.forInstance(List.of(older, newer), 0, 1, 8);
        both = open(now, both).saved();
        assertThat(both.unkeyed()).hasSize(2);
        both = Redistribution.forInstance(List.of(both), 0, 1, 8);
        Program together = open(now, both);
        assertNew(together.list(type(now)), 1, 2, 5, 6);
        assertNew(together.union(type(now)), 1, 2, 5, 6);
        assertNew(together.rules(Types.STRING, type(now)).get("rule"), 1);
        assertThat(together.saved().unkeyed()).hasSize(1);
    }

    @Test
    void aTypeThatCannotBeReadIsRefusedWithTheReasonAndNothingIsLost() throws Exception {
        Program before = open(OperatorPieces.NONE);
        before.add(Types.STRING, "x");
        Program now = open(before.saved());
        assertThatThrownBy(() -> now.list(Types.INT))
                .hasMessageContaining("operator state 'list' cannot be read by the program as it is now")
                .hasMessageContaining("StringSerializer")
                .hasMessageContaining("give the state another name");
        assertThat(now.list(Types.STRING)).containsExactly("x");
        assertThat(open(now.saved()).union(Types.STRING)).containsExactly("x");
    }
}
