package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.jobmaster.Balance;
import dev.weft.engine.jobmaster.SlotId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Slot allocation table: all slots, the job that holds each, and how many slots each job still waits for. A job gets
 * all its missing slots in one step or none, so that two starting jobs cannot deadlock, each holding half of what the
 * other needs. Jobs are served in order; a later one may overtake when the free slots are enough for it and not for the
 * earlier one. Pure bookkeeping: no time, no messages.
 */
@LoopOwned
final class SlotLedger {

    /** A job has all its slots now. */
    record Grant(JobID job, List<SlotId> slots) {}

    private static final class Requirement {
        private int count;
        private final Set<SlotId> given = new LinkedHashSet<>();

        int missing() {
            return count - given.size();
        }
    }

    private final Map<ExecutorId, List<Optional<JobID>>> executors = new TreeMap<>();
    private final Map<JobID, Requirement> requirements = new LinkedHashMap<>();

    void addExecutor(ExecutorId executor, int slots) {
        List<Optional<JobID>> free = new ArrayList<>();
        for (int i = 0; i < slots; i++) {
            free.add(Optional.empty());
        }
        executors.put(executor, free);
    }

    /** Removes an executor with its slots; jobs then miss them. */
    void removeExecutor(ExecutorId executor) {
        executors.remove(executor);
        requirements
                .values()
                .forEach(requirement ->
                        requirement.given.removeIf(slot -> slot.executor().equals(executor)));
    }

    /**
     * Sets how many slots a job needs in total. It keeps those of {@code kept} that it holds; its others become free.
     */
    void declare(JobID job, int count, Set<SlotId> kept) {
        Requirement requirement = requirements.computeIfAbsent(job, first -> new Requirement());
        requirement.count = count;
        for (SlotId slot : List.copyOf(requirement.given)) {
            if (!kept.contains(slot)) {
                requirement.given.remove(slot);
                free(slot);
            }
        }
    }

    void release(JobID job) {
        Requirement requirement = requirements.remove(job);
        if (requirement != null) {
            requirement.given.forEach(this::free);
        }
    }

    private void free(SlotId slot) {
        executors.get(slot.executor()).set(slot.index(), Optional.empty());
    }

    boolean waits(JobID job) {
        Requirement requirement = requirements.get(job);
        return requirement != null && requirement.missing() > 0;
    }

    /** Total number of slots that jobs require, assigned or not. */
    int required() {
        return requirements.values().stream().mapToInt(r -> r.count).sum();
    }

    int requiredBy(JobID job) {
        return requirements.get(job).count;
    }

    /** The job's slots in the order of their assignment. */
    List<SlotId> givenTo(JobID job) {
        return List.copyOf(requirements.get(job).given);
    }

    int free() {
        return executors.keySet().stream().mapToInt(this::freeOf).sum();
    }

    int freeOf(ExecutorId executor) {
        return (int) executors.get(executor).stream().filter(Optional::isEmpty).count();
    }

    boolean isIdle(ExecutorId executor) {
        return freeOf(executor) == executors.get(executor).size();
    }

    /** Assigns slots to every waiting job for which enough are free. */
    List<Grant> grant(Balance balance) {
        List<Grant> grants = new ArrayList<>();
        requirements.forEach((job, requirement) -> {
            int missing = requirement.missing();
            if (missing > 0 && missing <= free()) {
                List<SlotId> chosen = choose(missing, balance);
                chosen.forEach(slot -> executors.get(slot.executor()).set(slot.index(), Optional.of(job)));
                requirement.given.addAll(chosen);
                grants.add(new Grant(job, List.copyOf(requirement.given)));
            }
        });
        return grants;
    }

    private List<SlotId> choose(int count, Balance balance) {
        List<SlotId> chosen = new ArrayList<>();
        if (balance == Balance.FILL) {
            // Fullest executors first, so that whole executors stay free for other jobs or can be released.
            executors.keySet().stream()
                    .sorted(Comparator.comparingInt(this::freeOf).thenComparing(Comparator.naturalOrder()))
                    .forEach(executor -> chosen.addAll(freeSlots(executor)));
        } else {
            for (int round = 0; chosen.size() < free(); round++) {
                for (ExecutorId executor : executors.keySet()) {
                    List<SlotId> free = freeSlots(executor);
                    if (round < free.size()) {
                        chosen.add(free.get(round));
                    }
                }
            }
        }
        return List.copyOf(chosen.subList(0, count));
    }

    private List<SlotId> freeSlots(ExecutorId executor) {
        List<Optional<JobID>> slots = executors.get(executor);
        List<SlotId> free = new ArrayList<>();
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).isEmpty()) {
                free.add(new SlotId(executor, i));
            }
        }
        return free;
    }
}
