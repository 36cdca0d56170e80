package dev.weft.engine.resourcemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.resourcemanager.SlotLedger.Grant;
import dev.weft.engine.resourcemanager.SlotLedger.SlotId;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
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
        ledger.require(A, 3);
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
        assertThat(ledger.waits(A)).isTrue();
        add("e1", 2);
        assertThat(ledger.grant(Balance.FILL)).hasSize(1).allSatisfy(grant -> {
            assertThat(grant.job()).isEqualTo(A);
            assertThat(grant.slots()).containsExactly(slot("e0", 0), slot("e0", 1), slot("e1", 0));
        });
        assertThat(ledger.waits(A)).isFalse();
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
    }

    @Test
    void twoJobsNeverHoldHalfOfWhatEachOtherNeeds() {
        ledger.require(A, 3);
        ledger.require(B, 2);
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(B);
        add("e1", 2);
        assertThat(ledger.grant(Balance.FILL)).isEmpty();
        ledger.release(B);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(A);
    }

    @Test
    void theEarlierJobIsServedFirst() {
        ledger.require(A, 2);
        ledger.require(B, 2);
        add("e0", 2);
        assertThat(ledger.grant(Balance.FILL)).extracting(Grant::job).containsExactly(A);
    }

    @Test
    void fillingUsesUpStartedExecutorsFirst() {
        add("e0", 2);
        add("e1", 2);
        ledger.require(A, 1);
        ledger.grant(Balance.FILL);
        ledger.require(B, 1);
        assertThat(ledger.grant(Balance.FILL).get(0).slots()).containsExactly(slot("e0", 1));
        assertThat(ledger.isIdle(new ExecutorId("e1"))).isTrue();
    }

    @Test
    void spreadingTakesOneSlotOfEachExecutorInTurn() {
        add("e0", 2);
        add("e1", 2);
        ledger.require(A, 3);
        assertThat(ledger.grant(Balance.SPREAD).get(0).slots())
                .containsExactly(slot("e0", 0), slot("e1", 0), slot("e0", 1));
    }

    @Test
    void requiringAgainGivesBackWhatTheJobHad() {
        add("e0", 2);
        ledger.require(A, 2);
        ledger.grant(Balance.FILL);
        assertThat(ledger.free()).isZero();
        ledger.require(A, 1);
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
    void noSlotIsEverGivenTwice() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            SlotLedger slots = new SlotLedger();
            Map<SlotId, JobID> owners = new HashMap<>();
            List<ExecutorId> executors = new ArrayList<>();
            for (int step = 0; step < 60; step++) {
                JobID job = new JobID(0, random.nextInt(4));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        ExecutorId executor = new ExecutorId("e" + step);
                        executors.add(executor);
                        slots.addExecutor(executor, 1 + random.nextInt(3));
                    }
                    case 1 -> {
                        slots.require(job, 1 + random.nextInt(6));
                        owners.values().removeIf(job::equals);
                    }
                    case 2 -> {
                        slots.release(job);
                        owners.values().removeIf(job::equals);
                    }
                    default -> {
                        if (!executors.isEmpty()) {
                            ExecutorId lost = executors.remove(random.nextInt(executors.size()));
                            slots.removeExecutor(lost);
                            owners.keySet().removeIf(slot -> slot.executor().equals(lost));
                        }
                    }
                }
                Balance balance = random.nextBoolean() ? Balance.FILL : Balance.SPREAD;
                for (Grant grant : slots.grant(balance)) {
                    for (SlotId slot : grant.slots()) {
                        assertThat(owners.put(slot, grant.job()))
                                .as("seed %d", seed)
                                .isNull();
                    }
                }
            }
        }
    }
}
