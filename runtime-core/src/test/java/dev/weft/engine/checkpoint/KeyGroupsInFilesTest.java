package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.VertexId;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.NoClock;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.state.OperatorState;
import dev.weft.engine.state.Redistribution;
import dev.weft.engine.state.heap.HashMapBackend;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.engine.state.spi.SnapshotStore;
import dev.weft.engine.testing.Completed;
import dev.weft.engine.testing.CrashingFileSystem;
import dev.weft.engine.testing.FakeStateHost;
import dev.weft.engine.types.KeyGroupRange;
import dev.weft.engine.types.KeyGroups;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keyed state of several operators that one task writes into one file, read key group by key group. */
class KeyGroupsInFilesTest {

    private static final int GROUPS = 8;
    private static final ExecutionAttemptId WRITER =
            new ExecutionAttemptId(new VertexId("00000000000000000000000000000001"), 0, 0, 1);
    private static final ValueStateDescriptor<String> NAME = new ValueStateDescriptor<>("name", Types.STRING);

    private final CrashingFileSystem files = new CrashingFileSystem(1);

    private static OperatorState keyed(OperatorPieces restored, int subtask, int parallelism) throws Exception {
        return OperatorState.keyed(
                new OperatorState.Source(
                        new HashMapBackend(), FakeStateHost.of("'op' (1/1)"), new ExecutionConfig(), restored),
                new OperatorState.Keys(Types.INT, KeyGroupRange.of(subtask, parallelism, GROUPS), GROUPS));
    }

    /** The first keys, as far as they are in one of the key groups. */
    private static List<Integer> keysIn(Set<Integer> groups) {
        return IntStream.range(0, 200)
                .filter(key -> groups.contains(KeyGroups.groupOf(KeyGroups.spread(key), GROUPS)))
                .boxed()
                .toList();
    }

    /** An operator with a value, a timer and an element of a list for each key; its other key groups are empty. */
    private static OperatorPieces saved(SnapshotStore store, String name, Set<Integer> groups) throws Exception {
        OperatorState state = keyed(OperatorPieces.NONE, 0, 1);
        KeyedTimers<Void> timers = state.keyed().timers("t", Namespaces.NONE, new NoClock(), (domain, time) -> {});
        for (int key : keysIn(groups)) {
            state.keyed().use(key, KeyGroups.spread(key));
            state.keyed().getState(NAME).update(name + key);
            timers.registerEventTime(key, null);
            state.unkeyed()
                    .getListState(new ListStateDescriptor<>("list", Types.INT))
                    .add(key);
        }
        try (OperatorSnapshot snapshot = state.snapshot(1)) {
            return snapshot.write(store);
        }
    }

    /** Restores each key group by itself; the keys whose timers and values are there. */
    private static List<Integer> keysOf(OperatorPieces pieces, String name) throws Exception {
        List<Integer> keys = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            int own = group;
            OperatorState state =
                    keyed(Redistribution.forInstance(List.of(pieces), group, GROUPS, GROUPS), group, GROUPS);
            ValueState<String> value = state.keyed().getState(NAME);
            List<Long> times = new ArrayList<>();
            KeyedTimers<Void> timers =
                    state.keyed().timers("t", Namespaces.NONE, new NoClock(), (domain, time) -> times.add(time));
            timers.advance(Long.MAX_VALUE);
            for (long time : times) {
                int key = (int) time;
                assertThat(KeyGroups.groupOf(KeyGroups.spread(key), GROUPS)).isEqualTo(own);
                state.keyed().use(key, KeyGroups.spread(key));
                assertThat(value.value()).isEqualTo(name + key);
                keys.add(key);
            }
        }
        return keys;
    }

    /** FLINK-19741, FLINK-19748. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachKeyGroupIsReadFromItsPlaceAlsoWhenOthersAreEmptyAndOthersWriteIntoTheFile(boolean compressed)
            throws Exception {
        SnapshotStore store =
                SnapshotStores.of(files.address() + "/chk-1", new SnapshotSettings(0, compressed), WRITER);
        List<Set<Integer>> groups = List.of(Set.of(1, 6), Set.of(), Set.of(7), Set.of(0, 1, 2, 3, 4, 5, 6, 7));
        List<OperatorPieces> saved = new ArrayList<>();
        for (int operator = 0; operator < groups.size(); operator++) {
            saved.add(saved(store, "operator " + operator + ", key ", groups.get(operator)));
        }
        Completed.complete(store);
        assertThat(files.paths()).hasSize(1);
        for (int operator = 0; operator < groups.size(); operator++) {
            assertThat(keysOf(saved.get(operator), "operator " + operator + ", key "))
                    .as("operator %s", operator)
                    .containsExactlyInAnyOrderElementsOf(keysIn(groups.get(operator)));
        }
    }
}
