package dev.weft.engine.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.jobmaster.SlotId;
import dev.weft.engine.resourcemanager.SlotLedger.Grant;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SlotLedgerTest {

    private static final JobID A = new JobID(0, 1);
    private static final JobID B = new JobID(0, 2);

    private final SlotLedger ledger = new SlotLedger();

    private void add(String executor, int slots) {
        ledger.addExecutor(new ExecutorId(executor), slots);
    }

    private static SlotId slot(String executor, int index) {
        return new SlotId(new ExecutorId(executor), index);
    }

    @Test
    void aJobGetsAllItsSlotsInOneStepOrNone() {
        ledger.declare(A, 3, Set.of());
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
        assertThat(ledger.waits(A)).isTrue();
        add("e1", 2);
        assertThat(ledger.grant(Balance.FILL)).hasSize(1).allSatisfy(grant -> {
            assertThat(grant.job()).isEqualTo(A);
            assertThat(grant.slots()).containsExactlyInAnyOrder(slot("e0", 0), slot("e0", 1), slot("e1", 0));
        });
        assertThat(ledger.waits(A)).isFalse();
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
    }

    @Test
    void twoJobsNeverHoldHalfOfWhatEachOtherNeeds() {
        ledger.declare(A, 3, Set.of());
        ledger.declare(B, 2, Set.of());
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(B);
        add("e1", 2);
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
        ledger.release(B);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(A);
    }

    @Test
    void theEarlierJobIsServedFirst() {
        ledger.declare(A, 2, Set.of());
        ledger.declare(B, 2, Set.of());
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(A);
    }

    @Test
    void fillingUsesUpStartedExecutorsFirst() {
        add("e0", 2);
        add("e1", 2);
        ledger.declare(A, 1, Set.of());
        ledger.grant(Balance.FILL);
        ledger.declare(B, 1, Set.of());
        assertThat(ledger.grant(Balance.FILL).get(0).slots()).containsExactly(slot("e0", 1));
        assertThat(ledger.isIdle(new ExecutorId("e1"))).isTrue();
    }

    @Test
    void spreadingTakesOneSlotOfEachExecutorInTurn() {
        add("e0", 2);
        add("e1", 2);
        ledger.declare(A, 3, Set.of());
        assertThat(ledger.grant(Balance.SPREAD).get(0).slots())
                .containsExactlyInAnyOrder(slot("e0", 0), slot("e1", 0), slot("e0", 1));
    }

    @Test
    void aLostSlotIsReplacedAndTheOthersStay() {
        add("e0", 2);
        add("e1", 2);
        ledger.declare(A, 3, Set.of());
        ledger.grant(Balance.FILL);
        ledger.removeExecutor(new ExecutorId("e0"));
        assertThat(ledger.waits(A)).isTrue();
        assertThat(ledger.required()).isEqualTo(3);
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
        add("e2", 2);
        assertThat(ledger.grant(Balance.FILL))
                .containsExactly(new Grant(A, List.of(slot("e1", 0), slot("e1", 1), slot("e2", 0))));
    }

    @Test
    void aJobThatStatesFewerKeepsThoseThatItNames() {
        add("e0", 3);
        ledger.declare(A, 3, Set.of());
        ledger.grant(Balance.FILL);
        ledger.declare(A, 1, Set.of(slot("e0", 2), slot("e9", 0)));
        assertThat(ledger.givenTo(A)).containsExactly(slot("e0", 2));
        assertThat(ledger.waits(A)).isFalse();
        assertThat(ledger.free()).isEqualTo(2);
        ledger.declare(A, 1, Set.of(slot("e0", 2)));
        assertThat(ledger.givenTo(A)).as("saying it again changes nothing").containsExactly(slot("e0", 2));
    }

    @Test
    void requiringAgainGivesBackWhatTheJobHad() {
        add("e0", 2);
        ledger.declare(A, 2, Set.of());
        ledger.grant(Balance.FILL);
        assertThat(ledger.free()).isZero();
        ledger.declare(A, 1, Set.of());
        assertThat(ledger.free()).isEqualTo(2);
        assertThat(ledger.required()).isEqualTo(1);
    }

    @Test
    void theLastWorkerMayHaveSlotsThatNobodyWants() {
        WorkerSpec spec = new WorkerSpec(4, 1 << 30, 1);
        assertThat(Demand.workersFor(0, spec)).isZero();
        assertThat(Demand.workersFor(1, spec)).isEqualTo(1);
        assertThat(Demand.workersFor(4, spec)).isEqualTo(1);
        assertThat(Demand.workersFor(5, spec)).isEqualTo(2);
    }

    @Test
    void noSlotIsEverGivenTwiceAndNoneIsEverForgotten() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SlotLedger slots = new SlotLedger();
            Map<JobID, Set<SlotId>> had = new HashMap<>();
            Map<ExecutorId, Integer> executors = new HashMap<>();
            for (int step = 0; step < 60; step++) {
                JobID job = new JobID(0, random.nextInt(4));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        ExecutorId executor = new ExecutorId("e" + step);
                        executors.put(executor, 1 + random.nextInt(3));
                        slots.addExecutor(executor, executors.get(executor));
                    }
                    case 1 -> {
                        Set<SlotId> kept = new HashSet<>(had.getOrDefault(job, Set.of()));
                        kept.removeIf(slot -> random.nextInt(3) == 0);
                        slots.declare(job, kept.size() + random.nextInt(4), kept);
                        had.put(job, kept);
                    }
                    case 2 -> {
                        slots.release(job);
                        had.remove(job);
                    }
                    default ->
                        executors.keySet().stream().findFirst().ifPresent(lost -> {
                            executors.remove(lost);
                            slots.removeExecutor(lost);
                            had.values()
                                    .forEach(set ->
                                            set.removeIf(slot -> slot.executor().equals(lost)));
                        });
                }
                for (Grant grant : slots.grant(random.nextBoolean() ? Balance.FILL : Balance.SPREAD)) {
                    assertThat(grant.slots()).as("seed %d", seed).containsAll(had.get(grant.job()));
                    had.put(grant.job(), new HashSet<>(grant.slots()));
                }
                List<SlotId> all = had.values().stream().flatMap(Set::stream).toList();
                assertThat(all).as("seed %d", seed).doesNotHaveDuplicates();
                assertThat(all.size() + slots.free())
                        .as("given and free are all, seed %d", seed)
                        .isEqualTo(executors.values().stream()
                                .mapToInt(Integer::intValue)
                                .sum());
            }
        }
    }
}
