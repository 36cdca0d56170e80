package dev.weft.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.state.spi.KeyedSnapshot;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.types.KeyGroupRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

/** Contract test of every state backend. Subclasses name the backend's factory. */
public abstract class StateBackendContract {

    private static final KeyGroupRange ALL = new KeyGroupRange(0, StateMachine.MAX_PARALLELISM);

    protected abstract StateBackendFactory backend();

    /** How many steps a random run takes. */
    protected int steps() {
        return 20_000;
    }

    /** What a task does between two records, besides. */
    protected void betweenSteps() {}

    private static void assertSame(Set<String> found, Set<String> expected) {
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(found);
        Set<String> surplus = new TreeSet<>(found);
        surplus.removeAll(expected);
        assertThat(surplus).as("surplus; missing are " + missing).isEmpty();
        assertThat(missing).as("missing").isEmpty();
    }

    private StateMachine machine(KeyGroupRange groups, List<KeyedPiece> restored) throws Exception {
        return new StateMachine(backend(), Types.LONG, key -> key - 2, groups, restored);
    }

    @Test
    void stateWithLongKeysBehavesLikePlainMaps() throws Exception {
        behavesLikePlainMaps(Types.LONG, key -> key - 2);
    }

    @Test
    void stateWithTextKeysBehavesLikePlainMaps() throws Exception {
        behavesLikePlainMaps(Types.STRING, key -> "key" + key);
    }

    private void behavesLikePlainMaps(TypeInformation<?> type, LongFunction<Object> keyOf) throws Exception {
        for (int keyCount : new int[] {3, 700}) {
            SplittableRandom random = new SplittableRandom(keyCount);
            try (StateMachine machine = new StateMachine(backend(), type, keyOf, ALL, List.of())) {
                for (int i = 0; i < steps(); i++) {
                    machine.step(random, keyCount);
                    if (i % 1000 == 999) {
                        machine.fireUntil(random.nextInt(150));
                    }
                }
                assertSame(machine.found(), machine.expected());
            }
        }
    }

    @Test
    void aSnapshotHoldsWhatWasThereWhenItWasCutWhateverComesAfterwards() throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        List<KeyedSnapshot> open = new ArrayList<>();
        List<Set<String>> expected = new ArrayList<>();
        try (StateMachine machine = machine(ALL, List.of())) {
            for (int i = 0; i < steps() / 2; i++) {
                machine.step(random, 900);
                betweenSteps();
                if (random.nextInt(400) == 0) {
                    open.add(machine.snapshot());
                    expected.add(machine.expected());
                }
                if (open.size() > random.nextInt(2, 6)) {
                    int oldest = random.nextInt(open.size());
                    assertHolds(open.remove(oldest), expected.remove(oldest));
                }
            }
            for (int i = 0; i < open.size(); i++) {
                assertHolds(open.get(i), expected.get(i));
            }
            assertSame(machine.found(), machine.expected());
        }
    }

    private void assertHolds(KeyedSnapshot snapshot, Set<String> expected) throws Exception {
        KeyedPiece piece = snapshot.write(new MemorySnapshotStore());
        snapshot.close();
        try (StateMachine restored = machine(ALL, List.of(piece))) {
            assertSame(restored.found(), expected);
        }
    }

    @Test
    void aSnapshotIsWrittenByAnotherThreadWhileTheTaskGoesOn() throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        ExecutorService writer = Executors.newSingleThreadExecutor();
        try (StateMachine machine = machine(ALL, List.of())) {
            for (int round = 0; round < 12; round++) {
                for (int i = 0; i < 2000; i++) {
                    machine.step(random, 1500);
                }
                Set<String> expected = machine.expected();
                KeyedSnapshot snapshot = machine.snapshot();
                Future<KeyedPiece> piece = writer.submit(() -> snapshot.write(new MemorySnapshotStore()));
                while (!piece.isDone()) {
                    machine.step(random, 1500);
                    betweenSteps();
                }
                snapshot.close();
                try (StateMachine restored = machine(ALL, List.of(piece.get()))) {
                    assertSame(restored.found(), expected);
                }
            }
        } finally {
            writer.shutdown();
            assertThat(writer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void keyGroupsMoveToAnotherNumberOfInstances() throws Exception {
        SplittableRandom random = new SplittableRandom(13);
        List<KeyedPiece> pieces = new ArrayList<>();
        Set<String> expected = new HashSet<>();
        for (int subtask = 0; subtask < 2; subtask++) {
            try (StateMachine machine =
                    machine(KeyGroupRange.of(subtask, 2, StateMachine.MAX_PARALLELISM), List.of())) {
                for (int i = 0; i < 5000; i++) {
                    machine.step(random, 500);
                }
                expected.addAll(machine.expected());
                try (KeyedSnapshot snapshot = machine.snapshot()) {
                    pieces.add(snapshot.write(new MemorySnapshotStore()));
                }
            }
        }
        for (int parallelism : new int[] {1, 3, 5, 12}) {
            Set<String> found = new HashSet<>();
            for (int subtask = 0; subtask < parallelism; subtask++) {
                KeyGroupRange range = KeyGroupRange.of(subtask, parallelism, StateMachine.MAX_PARALLELISM);
                try (StateMachine machine = machine(range, pieces)) {
                    found.addAll(machine.found());
                }
            }
            assertSame(found, expected);
        }
    }

    @Test
    void aClosedSnapshotIsNotWritten() throws Exception {
        SplittableRandom random = new SplittableRandom(17);
        try (StateMachine machine = machine(ALL, List.of())) {
            for (int i = 0; i < 3000; i++) {
                machine.step(random, 200);
            }
            KeyedSnapshot snapshot = machine.snapshot();
            snapshot.close();
            for (int i = 0; i < 3000; i++) {
                machine.step(random, 200);
            }
            assertThatThrownBy(() -> snapshot.write(new MemorySnapshotStore())).hasMessageContaining("closed");
            assertSame(machine.found(), machine.expected());
        }
    }
}
