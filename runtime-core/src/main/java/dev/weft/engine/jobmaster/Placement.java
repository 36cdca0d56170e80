package dev.weft.engine.jobmaster;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.SlotSharing.SharedSlot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Assigns physical slots to shared slots. Pure: equal arguments give equal placements. */
final class Placement {

    private Placement() {}

    /**
     * Assigns a slot to every shared slot. FILL keeps neighbouring subtasks on one executor; SPREAD distributes them
     * round-robin over the executors, so that a vertex of low parallelism does not land on one executor.
     *
     * @param slots at least as many as there are shared slots
     */
    static Map<SharedSlot, Slot> place(List<SharedSlot> shared, Collection<Slot> slots, Balance balance) {
        if (slots.size() < shared.size()) {
            throw new IllegalArgumentException(shared.size() + " slots are needed, " + slots.size() + " were given");
        }
        Map<SharedSlot, Slot> placement = new LinkedHashMap<>();
        Iterator<Slot> next = ordered(slots, balance).iterator();
        shared.forEach(one -> placement.put(one, next.next()));
        return placement;
    }

    private static List<Slot> ordered(Collection<Slot> slots, Balance balance) {
        Map<ExecutorId, Deque<Slot>> byExecutor = new TreeMap<>();
        slots.stream()
                .sorted((a, b) -> Integer.compare(a.index(), b.index()))
                .forEach(slot -> byExecutor
                        .computeIfAbsent(slot.executor(), executor -> new ArrayDeque<>())
                        .add(slot));
        List<Slot> order = new ArrayList<>();
        if (balance == Balance.FILL) {
            byExecutor.values().forEach(order::addAll);
        } else {
            while (order.size() < slots.size()) {
                byExecutor.values().stream().filter(rest -> !rest.isEmpty()).forEach(rest -> order.add(rest.remove()));
            }
        }
        return order;
    }
}
