package dev.weft.engine.jobmaster;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.SubtaskId;
import dev.weft.engine.jobmaster.SlotProvider.Declaration;
import dev.weft.engine.jobmaster.SlotSharing.SharedSlot;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Slot assignment of one job: the declared requirement, the slots it holds, and the slot of each subtask. A subtask
 * keeps its slot over restarts as long as the slot exists. Owned by the JobMaster's loop.
 */
@LoopOwned
final class JobSlots {

    private final EventLoop loop;
    private final JobID job;
    private final List<SharedSlot> shared;
    private final Balance balance;
    private final SlotProvider provider;
    private final SlotProvider.Client client;

    private final Map<SlotId, Slot> had = new LinkedHashMap<>();
    private final Map<SharedSlot, Slot> assigned = new HashMap<>();
    private final Map<SubtaskId, SharedSlot> sharedBy = new HashMap<>();
    private long number;
    private int declared;

    JobSlots(
            JobID job,
            List<SharedSlot> shared,
            Balance balance,
            SlotProvider provider,
            SlotProvider.Client client,
            EventLoop loop) {
        this.loop = loop;
        this.job = job;
        this.shared = shared;
        this.balance = balance;
        this.provider = provider;
        this.client = client;
        shared.forEach(slot -> slot.subtasks().forEach(subtask -> sharedBy.put(subtask, slot)));
    }

    /** Declares that the job needs a slot for each shared slot of its subtasks. */
    void requireAll() {
        loop.assertInLoop();
        if (declared != shared.size()) {
            declare(shared.size());
        }
    }

    /** Declares that the job needs no more slots than it has. */
    void settleForWhatIsThere() {
        loop.assertInLoop();
        if (declared != had.size()) {
            declare(had.size());
        }
    }

    private void declare(int count) {
        declared = count;
        number++;
        provider.declare(job, new Declaration(number, count, had.keySet()), client);
    }

    /** Makes the next declaration go out again, since the last one was refused. */
    void onRefused() {
        loop.assertInLoop();
        declared = -1;
    }

    /** Takes the granted slots; ignores the answer to an earlier declaration. */
    void onGiven(long answered, List<Slot> all) {
        loop.assertInLoop();
        if (answered != number) {
            return;
        }
        had.clear();
        all.forEach(slot -> had.put(slot.id(), slot));
        assigned.values().removeIf(slot -> !had.containsKey(slot.id()));
        List<SharedSlot> homeless =
                shared.stream().filter(slot -> !assigned.containsKey(slot)).toList();
        Set<SlotId> taken = new LinkedHashSet<>();
        assigned.values().forEach(slot -> taken.add(slot.id()));
        Collection<Slot> free =
                had.values().stream().filter(slot -> !taken.contains(slot.id())).toList();
        if (free.size() >= homeless.size()) {
            assigned.putAll(Placement.place(homeless, free, balance));
        }
    }

    void onLost(ExecutorId executor) {
        loop.assertInLoop();
        had.keySet().removeIf(slot -> slot.executor().equals(executor));
        assigned.values().removeIf(slot -> slot.executor().equals(executor));
    }

    /** Whether every subtask has a slot. */
    boolean complete() {
        loop.assertInLoop();
        return assigned.size() == shared.size();
    }

    int count() {
        loop.assertInLoop();
        return had.size();
    }

    /** The slot of a subtask; only when {@link #complete}. */
    Slot of(SubtaskId subtask) {
        loop.assertInLoop();
        return assigned.get(sharedBy.get(subtask));
    }

    void release() {
        loop.assertInLoop();
        provider.release(job);
    }
}
