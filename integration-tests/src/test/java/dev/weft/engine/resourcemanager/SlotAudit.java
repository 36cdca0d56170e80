package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.jobmaster.SlotId;
import dev.weft.simulation.kernel.Peek;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Invariant check of the ResourceManager's slot table, run between two steps of a simulation: the slots that jobs were
 * given are exactly the slots that the table marks as taken, and all of them are on registered executors.
 */
public final class SlotAudit {

    private final SlotLedger slots;
    private final WorkerRegistry workers;
    private final Map<ExecutorId, List<Optional<JobID>>> table;
    private final Map<JobID, ?> requirements;

    public SlotAudit(ResourceManager manager) {
        slots = Peek.at(manager, "slots");
        workers = Peek.at(manager, "workers");
        table = Peek.at(slots, "executors");
        requirements = Peek.at(slots, "requirements");
    }

    /** Whether the connection of this executor counts. */
    public boolean isRegistered(ExecutorId executor) {
        return workers.find(executor)
                .filter(worker -> worker.state() == Worker.State.REGISTERED)
                .isPresent();
    }

    /** What is wrong, if something is. */
    public Optional<String> check() {
        int taken = 0;
        for (Map.Entry<ExecutorId, List<Optional<JobID>>> executor : table.entrySet()) {
            Optional<Worker> worker = workers.find(executor.getKey());
            if (worker.isEmpty() || worker.get().state() != Worker.State.REGISTERED) {
                return Optional.of("I-SLOT: slots of " + executor.getKey() + " are in the table, but it is "
                        + worker.map(known -> known.state().name()).orElse("unknown"));
            }
            for (Optional<JobID> owner : executor.getValue()) {
                taken += owner.isPresent() ? 1 : 0;
            }
        }
        int given = 0;
        for (JobID job : requirements.keySet()) {
            List<SlotId> ofJob = slots.givenTo(job);
            given += ofJob.size();
            for (SlotId slot : ofJob) {
                List<Optional<JobID>> executor = table.get(slot.executor());
                if (executor == null || !executor.get(slot.index()).equals(Optional.of(job))) {
                    return Optional.of("I-SLOT: job " + job + " was given " + slot + ", but the table has there "
                            + (executor == null ? "no executor" : executor.get(slot.index())));
                }
            }
        }
        return given == taken
                ? Optional.empty()
                : Optional.of("I-SLOT: jobs were given " + given + " slots, but " + taken + " are taken");
    }
}
