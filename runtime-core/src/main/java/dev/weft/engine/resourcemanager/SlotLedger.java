package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.Balance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Which slots there are, which job has which, and which job waits for how many. A job gets all its slots in one step or
 * none, so that two jobs can never hold half of what each other needs. Jobs are served in the order in which they asked; a
 * later one may overtake when what is free is enough for it and not for the earlier one. Pure bookkeeping: no time, no
 * messages.
 */
final class SlotLedger {

    /** One slot. */
    record SlotId(ExecutorId executor, int index) {}

    /** A job gets these slots. */
    record Grant(JobID job, List<SlotId> slots) {}

    private static final class Requirement {
        private final int slots;
        private List<SlotId> given = List.of();

        Requirement(int slots) {
            this.slots = slots;
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

    void removeExecutor(ExecutorId executor) {
        executors.remove(executor);
    }

    /** States what a job wants; slots that it had are free again. */
    void require(JobID job, int slots) {
        free(job);
        requirements.put(job, new Requirement(slots));
    }

    void release(JobID job) {
        free(job);
        requirements.remove(job);
    }

    private void free(JobID job) {
        executors.values().forEach(slots -> slots.replaceAll(owner -> owner.filter(other -> !other.equals(job))));
    }

    boolean waits(JobID job) {
        Requirement requirement = requirements.get(job);
        return requirement != null && requirement.given.isEmpty();
    }

    /** All slots that jobs require, given or not. */
    int required() {
        return requirements.values().stream().mapToInt(r -> r.slots).sum();
    }

    int requiredBy(JobID job) {
        return requirements.get(job).slots;
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

    /** Gives slots to every waiting job that can have all it wants. */
    List<Grant> grant(Balance balance) {
        List<Grant> grants = new ArrayList<>();
        requirements.forEach((job, requirement) -> {
            if (requirement.given.isEmpty() && requirement.slots <= free()) {
                List<SlotId> chosen = choose(requirement.slots, balance);
                chosen.forEach(slot -> executors.get(slot.executor()).set(slot.index(), Optional.of(job)));
                requirement.given = chosen;
                grants.add(new Grant(job, chosen));
            }
        });
        return grants;
    }

    private List<SlotId> choose(int count, Balance balance) {
        List<SlotId> chosen = new ArrayList<>();
        if (balance == Balance.FILL) {
            // Fullest executors first, so that whole executors stay free for others or can be given back.
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
