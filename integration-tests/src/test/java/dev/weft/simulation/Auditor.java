package dev.weft.simulation;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.exchange.ExchangeAudit;
import dev.weft.engine.jobmaster.JobAudit;
import dev.weft.engine.jobmaster.JobMaster;
import dev.weft.engine.resourcemanager.SlotAudit;
import dev.weft.simulation.kernel.Peek;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import dev.weft.simulation.network.SimNetwork;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.yarn.appmaster.ContainerAudit;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Runs the invariant checks after every step of a simulation, on the process that has taken the step. It reads the
 * engine's state and changes nothing. Owned by the scheduler's thread.
 */
final class Auditor {

    /** How long a task may run that no job owns: a lease and a while to end. */
    private static final Duration ORPHANED = Duration.ofSeconds(120);

    private static final long OWNERS_EVERY_NS = 1_000_000_000;

    private final Scheduler scheduler;
    private final SimProcess master;
    private final SimNetwork network;
    private final Attempts attempts;
    private final SimFiles files;
    private final SlotAudit slots;
    private final ContainerAudit containers;
    private final Map<JobID, JobMaster> running;
    private final Map<JobMaster, JobAudit> jobs = new IdentityHashMap<>();
    private final Map<SimProcess, CheckedEngine> executors = new LinkedHashMap<>();
    private long nextOwnersNs;
    private long deletionsSeen;

    Auditor(
            Scheduler scheduler,
            SimProcess master,
            JobManager jobManager,
            SimNetwork network,
            ContainerAudit containers,
            Attempts attempts,
            SimFiles files) {
        this.files = files;
        this.scheduler = scheduler;
        this.master = master;
        this.network = network;
        this.containers = containers;
        this.attempts = attempts;
        slots = new SlotAudit(Peek.at(jobManager, "resources"));
        running = Peek.at(jobManager, "dispatcher", "running");
    }

    SlotAudit slots() {
        return slots;
    }

    /** An executor has started. */
    void watch(SimProcess process, CheckedEngine engine) {
        executors.put(process, engine);
    }

    /** Whether an executor has tasks, and the master does not count on it any more. */
    boolean isGivenUp(SimProcess process) {
        CheckedEngine executor = executors.get(process);
        return executor != null && executor.hasTasks() && !slots.isRegistered(executor.id());
    }

    void afterStepOf(SimProcess process) {
        CheckedEngine executor = executors.get(process);
        if (!process.isAlive()) {
            executors.remove(process);
        } else if (process == master) {
            tell(slots.check().or(containers::check).or(this::auditJobs));
        } else if (executor != null) {
            tell(executor.auditTasks()
                    .or(() -> network.audit(process, ExchangeAudit::credits))
                    .or(() -> executor.auditBuffers(network.isQuiet(process)))
                    .map(wrong -> wrong + " (" + process.name() + ")"));
        }
        if (files.deletions() != deletionsSeen) {
            deletionsSeen = files.deletions();
            running.values().forEach(job -> tell(audit(job).checkFiles(files::isDurable)));
        }
        if (scheduler.nowNs() >= nextOwnersNs) {
            nextOwnersNs = scheduler.nowNs() + OWNERS_EVERY_NS;
            auditOwners();
        }
    }

    private void tell(Optional<String> wrong) {
        wrong.ifPresent(scheduler::violation);
    }

    private Optional<String> auditJobs() {
        boolean quiet = master.isQuiet();
        for (JobMaster job : running.values()) {
            Optional<String> wrong = audit(job).check(attempts, slots::isRegistered, quiet, files::isDurable);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    private JobAudit audit(JobMaster job) {
        return jobs.computeIfAbsent(job, JobAudit::new);
    }

    private void auditOwners() {
        for (Map.Entry<SimProcess, CheckedEngine> executor : executors.entrySet()) {
            if (executor.getKey().isAlive()) {
                tell(executor.getValue().auditOwners(this::isOwned, ORPHANED.toNanos()));
            }
        }
    }

    private boolean isOwned(JobID job, ExecutionAttemptId attempt) {
        JobMaster owner = running.get(job);
        return owner != null && audit(owner).owns(attempt);
    }
}
