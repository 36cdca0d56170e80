package dev.weft.engine.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.core.execution.RestoreMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class SharedFilesTest {

    private final SharedFiles files = new SharedFiles();

    private void complete(long id, OptionalLong base, String... named) {
        files.triggered(id, base);
        files.acknowledged(id, List.of(named));
        files.completed(id);
    }

    @Test
    void aFileGoesWithTheLastCheckpointThatNamesIt() {
        complete(1, OptionalLong.empty(), "a", "b");
        complete(2, OptionalLong.of(1), "b", "c");
        assertThat(files.discarded(1)).containsExactly("a");
        assertThat(files.discarded(2)).containsExactly("b", "c");
        assertThat(files.discarded(2)).as("a second time").isEmpty();
    }

    /** FLINK-24611, FLINK-25395, FLINK-6633: S-CP-9. */
    @Test
    void theFilesOfABaseStayWhileACheckpointIsPendingThatMayNameThem() {
        complete(1, OptionalLong.empty(), "a", "b");
        files.triggered(3, OptionalLong.of(1));
        complete(2, OptionalLong.of(1), "c");
        assertThat(files.discarded(1)).isEmpty();
        files.acknowledged(3, List.of("a"));
        assertThat(files.completed(3)).containsExactly("b");
        assertThat(files.discarded(2)).containsExactly("c");
        assertThat(files.discarded(3)).containsExactly("a");
    }

    @Test
    void theNewFilesOfAnAbortedCheckpointGoAndSoDoThoseOfALateTask() {
        complete(1, OptionalLong.empty(), "a");
        files.triggered(2, OptionalLong.of(1));
        files.acknowledged(2, List.of("a", "b"));
        assertThat(files.aborted(2)).containsExactly("b");
        assertThat(files.acknowledged(2, List.of("a", "c"))).containsExactly("c");
        assertThat(files.discarded(1)).containsExactly("a");
    }

    /** FLINK-26101, FLINK-28843: S-SP-5. */
    @Test
    void aClaimedCheckpointIsOneOfTheJobsOwn() {
        files.restored(7, List.of("a", "b"), RestoreMode.CLAIM);
        complete(8, OptionalLong.of(7), "b");
        assertThat(files.discarded(7)).containsExactly("a");
        assertThat(files.discarded(8)).containsExactly("b");
    }

    @Test
    void aCheckpointThatIsNotClaimedIsNeitherABaseNorDeleted() {
        files.restored(7, List.of("a"), RestoreMode.NO_CLAIM);
        assertThatThrownBy(() -> files.triggered(8, OptionalLong.of(7)))
                .hasMessage("checkpoint 8 cannot build on checkpoint 7, which is not retained");
        files.triggered(9, OptionalLong.empty());
        assertThatThrownBy(() -> files.acknowledged(9, List.of("a")))
                .hasMessage("checkpoint 9 names a, which belongs to another checkpoint than its base");
        assertThat(files.discarded(7)).isEmpty();
    }

    @Test
    void aCheckpointOfLegacyModeIsABaseAndItsFilesStay() {
        files.restored(7, List.of("a"), RestoreMode.LEGACY);
        complete(8, OptionalLong.of(7), "a", "b");
        assertThat(files.discarded(7)).isEmpty();
        assertThat(files.discarded(8)).containsExactly("b");
        assertThat(files.isForeign("a")).isTrue();
    }

    @Test
    void aFileOfAnotherCheckpointThanTheBaseIsRefused() {
        complete(1, OptionalLong.empty(), "a");
        complete(2, OptionalLong.of(1), "b");
        files.triggered(3, OptionalLong.of(2));
        assertThatThrownBy(() -> files.acknowledged(3, List.of("a"))).hasMessageContaining("than its base");
    }

    /** Against a model with a disk: what a retained or pending checkpoint needs is there, and nothing else stays. */
    @Test
    void nothingIsDeletedTooEarlyAndNothingStaysForEver() {
        for (int seed = 0; seed < 400; seed++) {
            new Model(seed).run();
        }
    }

    private static final class Model {
        private final Random random;
        private final SharedFiles files = new SharedFiles();
        private final Set<String> disk = new HashSet<>();
        private final Set<String> strangers = new HashSet<>();
        private final Map<Long, Set<String>> retained = new HashMap<>();
        private final Map<Long, Set<String>> bases = new HashMap<>();
        private final Map<Long, Set<String>> named = new HashMap<>();
        private long last = 10;
        private int made;

        Model(int seed) {
            random = new Random(seed);
        }

        void run() {
            Set<String> begin = Set.of("r1", "r2", "r3");
            disk.addAll(begin);
            RestoreMode mode = RestoreMode.values()[random.nextInt(3)];
            files.restored(1, begin, mode);
            if (mode != RestoreMode.NO_CLAIM) {
                retained.put(1L, begin);
            }
            if (mode != RestoreMode.CLAIM) {
                strangers.addAll(begin);
            }
            for (int step = 0; step < 120; step++) {
                step();
                check();
            }
            List.copyOf(bases.keySet()).forEach(this::abort);
            List.copyOf(retained.keySet()).forEach(this::discard);
            assertThat(disk).isEqualTo(strangers);
        }

        private void step() {
            switch (random.nextInt(6)) {
                case 0, 1 -> trigger();
                case 2, 3 -> one(bases.keySet(), this::acknowledge);
                case 4 ->
                    one(bases.keySet(), id -> {
                        if (random.nextInt(3) == 0) {
                            abort(id);
                        } else {
                            retained.put(id, named.remove(id));
                            bases.remove(id);
                            delete(files.completed(id));
                        }
                    });
                default -> one(retained.keySet(), this::discard);
            }
        }

        private void trigger() {
            if (bases.size() == 3) {
                return;
            }
            long id = ++last;
            List<Long> possible = new ArrayList<>(retained.keySet());
            OptionalLong base = possible.isEmpty() || random.nextInt(4) == 0
                    ? OptionalLong.empty()
                    : OptionalLong.of(possible.get(random.nextInt(possible.size())));
            files.triggered(id, base);
            bases.put(id, base.isPresent() ? retained.get(base.getAsLong()) : Set.of());
            named.put(id, new HashSet<>());
        }

        private void acknowledge(long id) {
            Set<String> all = new HashSet<>();
            bases.get(id).stream().filter(file -> random.nextBoolean()).forEach(all::add);
            for (int i = random.nextInt(3); i > 0; i--) {
                all.add("f" + ++made);
            }
            disk.addAll(all);
            named.get(id).addAll(all);
            assertThat(files.acknowledged(id, all)).isEmpty();
        }

        private void abort(long id) {
            Set<String> base = bases.remove(id);
            named.remove(id);
            delete(files.aborted(id));
            if (random.nextBoolean()) {
                Set<String> late = new HashSet<>(base);
                late.add("late" + ++made);
                disk.add("late" + made);
                disk.removeAll(files.acknowledged(id, late));
            }
        }

        private void discard(long id) {
            retained.remove(id);
            delete(files.discarded(id));
        }

        /** FLINK-36125: what is deleted is there. */
        private void delete(Collection<String> files) {
            assertThat(disk).containsAll(files);
            disk.removeAll(files);
        }

        private void check() {
            Set<String> needed = new HashSet<>(strangers);
            retained.values().forEach(needed::addAll);
            bases.values().forEach(needed::addAll);
            named.values().forEach(needed::addAll);
            assertThat(disk).isEqualTo(needed);
        }

        private void one(Set<Long> ids, LongConsumer with) {
            if (!ids.isEmpty()) {
                List<Long> all = ids.stream().sorted().toList();
                with.accept(all.get(random.nextInt(all.size())));
            }
        }
    }
}
