package dev.weft.simulation;

import dev.weft.api.common.JobStatus;
import dev.weft.engine.checkpoint.MetadataAudit;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterCommands.Taken;
import dev.weft.engine.view.JobView;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.simulation.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * What users do with running jobs while faults happen: take savepoints, stop jobs with and without a drain, let them go on,
 * also with another parallelism or from a retained checkpoint, and dispose of savepoints. Owned by the scheduler's thread.
 */
final class Operations {

    private static final String DIRECTORY = "/savepoints";
    private static final String SCHEME = "sim://";
    private static final String METADATA = "/_metadata";
    private static final long POLL_NS = 100_000_000;
    private static final int MOST_TRIES = 20;
    private static final long NEXT_TRY_NS = 2_000_000_000;

    /**
     * Which of that is done.
     *
     * @param between time between two commands, on average
     * @param drainPermille how often a stop is one with a drain
     * @param savepointPermille how often the job just goes on after its savepoint
     * @param rescales whether jobs go on with another parallelism
     * @param fromCheckpoints whether jobs are cancelled and go on from a checkpoint that they have left, in every second case
     */
    record Plan(
            Duration between, int drainPermille, int savepointPermille, boolean rescales, boolean fromCheckpoints) {}

    private final Scheduler scheduler;
    private final LoopActor loop;
    private final Rng random;
    private final Plan plan;
    private final Cluster cluster;
    private final SimFiles files;
    private final List<Lineage> lineages;
    private final BiConsumer<Workload, Map<String, String>> submit;
    private final Consumer<Workload> cancel;
    private final List<String> kept = new ArrayList<>();
    /** Jobs that were asked for a savepoint, by id. */
    private final Set<String> asked = new HashSet<>();

    private boolean calm;

    /** @param submit submits a job with these settings in addition to its own */
    Operations(
            Scheduler scheduler,
            LoopActor loop,
            Rng random,
            Plan plan,
            Cluster cluster,
            SimFiles files,
            List<Lineage> lineages,
            BiConsumer<Workload, Map<String, String>> submit,
            Consumer<Workload> cancel) {
        this.scheduler = scheduler;
        this.loop = loop;
        this.random = random;
        this.plan = plan;
        this.cluster = cluster;
        this.files = files;
        this.lineages = lineages;
        this.submit = submit;
        this.cancel = cancel;
    }

    void begin() {
        loop.after(random.between(1L, 2 * plan.between.toNanos()), () -> {
            if (!calm) {
                act(random.oneOf(lineages));
                begin();
            }
        });
    }

    /** Nothing fails any more: jobs that are being stopped go on when they are, and a savepoint of each that runs must succeed. */
    void calmDown() {
        calm = true;
        // A call that was begun in a stall may hang on for longer than anybody waits.
        if (files.stalls() == 0) {
            lineages.forEach(this::lastSavepoint);
        }
    }

    /** Whether there may be a savepoint of this job: what it had open is part of that, and stays. */
    boolean mayHaveSavepoint(Workload job) {
        return asked.contains(job.id().toHexString());
    }

    /** Savepoints that belong to nobody but their user. */
    List<String> kept() {
        return List.copyOf(kept);
    }

    /** What is not there of savepoints that have metadata, and so look complete; also of those whose command has failed. */
    List<String> missing() {
        return files.list(DIRECTORY).stream()
                .filter(file -> file.endsWith(METADATA))
                .flatMap(file -> MetadataAudit.lost(
                        Optional.of(files.read(file)),
                        SCHEME + file.substring(0, file.length() - METADATA.length()),
                        files::isDurable)
                        .stream())
                .toList();
    }

    /** What is left of savepoints that are not complete. */
    List<String> leftOver() {
        List<String> all = files.list(DIRECTORY);
        return all.stream()
                .filter(file -> !all.contains(file.substring(0, file.lastIndexOf('/')) + METADATA))
                .toList();
    }

    private void note(String what) {
        scheduler.trace().note(scheduler.nowNs(), what);
    }

    private ClusterCommands commands() {
        return cluster.jobManager().commands();
    }

    private Optional<JobView> ended(Workload job) {
        return Optional.ofNullable(cluster.ended().get(job.id().toHexString()));
    }

    private void act(Lineage lineage) {
        Workload job = lineage.current();
        if (lineage.isChanging() || ended(job).isPresent()) {
            return;
        }
        if (random.permille(plan.savepointPermille)) {
            savepoint(job);
        } else if (plan.fromCheckpoints && random.coin()) {
            goOnFromCheckpoint(lineage);
        } else {
            stop(lineage, random.permille(plan.drainPermille) && job.kind().isDrainable());
        }
    }

    // ---- savepoints

    private void savepoint(Workload job) {
        boolean portable = random.coin();
        note("savepoint of " + job.id());
        asked.add(job.id().toHexString());
        commands()
                .triggerSavepoint(job.id(), portable, Optional.of(SCHEME + DIRECTORY))
                .whenComplete((taken, failure) -> loop.after(1, () -> {
                    scheduler.saw(failure == null ? "savepoint complete" : "savepoint failed");
                    if (failure == null) {
                        kept.add(taken.address());
                        if (random.coin()) {
                            dispose(taken.address());
                        }
                    }
                }));
    }

    private void lastSavepoint(Lineage lineage) {
        if (lineage.isChanging()) {
            loop.after(POLL_NS, () -> lastSavepoint(lineage));
        } else if (ended(lineage.current()).isEmpty()) {
            lineage.beginChange();
            tryLastSavepoint(lineage, MOST_TRIES);
        }
    }

    /** What was begun while something failed may still fail this one: only the last try must succeed, if the job still runs. */
    private void tryLastSavepoint(Lineage lineage, int triesLeft) {
        Workload job = lineage.current();
        asked.add(job.id().toHexString());
        commands()
                .triggerSavepoint(job.id(), random.coin(), Optional.of(SCHEME + DIRECTORY))
                .whenComplete((taken, failure) -> loop.after(1, () -> {
                    if (failure == null) {
                        scheduler.saw("savepoint complete after the last fault");
                        kept.add(taken.address());
                        lineage.endChange();
                    } else if (ended(job).isPresent()) {
                        lineage.endChange();
                    } else if (triesLeft > 0) {
                        loop.after(NEXT_TRY_NS, () -> tryLastSavepoint(lineage, triesLeft - 1));
                    } else {
                        scheduler.violation("I-LIVE: no savepoint of job " + job.id()
                                + " is complete although nothing fails any more: " + failure.getMessage());
                    }
                }));
    }

    /** Disposes of a savepoint; then nothing of it may be left. */
    void dispose(String address) {
        kept.remove(address);
        note("dispose of " + address);
        commands()
                .disposeSavepoint(address)
                .whenComplete((done, failure) -> loop.after(1, () -> {
                    scheduler.saw(failure == null ? "savepoint disposed" : "savepoint not disposed");
                    List<String> left = files.list(path(address));
                    if (failure == null && !left.isEmpty()) {
                        scheduler.violation("I-CLEAN: savepoint " + address + " was disposed of, and left are " + left);
                    }
                }));
    }

    static String path(String address) {
        return address.replaceFirst("^sim:/+", "/");
    }

    // ---- stops

    private void stop(Lineage lineage, boolean drain) {
        Workload job = lineage.current();
        note("stop " + job.id() + (drain ? " with a drain" : ""));
        lineage.beginChange();
        asked.add(job.id().toHexString());
        commands()
                .stopWithSavepoint(job.id(), random.coin(), drain, Optional.of(SCHEME + DIRECTORY))
                .whenComplete((taken, failure) -> loop.after(1, () -> {
                    if (failure != null) {
                        note("stop of " + job.id() + " failed: " + failure.getMessage());
                        scheduler.saw("stop failed");
                        lineage.endChange();
                    } else {
                        whenEnded(job, end -> onStopped(lineage, drain, taken, end));
                    }
                }));
    }

    private void whenEnded(Workload job, Consumer<JobView> then) {
        Optional<JobView> end = ended(job);
        if (end.isPresent()) {
            then.accept(end.get());
        } else {
            loop.after(POLL_NS, () -> whenEnded(job, then));
        }
    }

    private void onStopped(Lineage lineage, boolean drain, Taken taken, JobView end) {
        if (end.status() != JobStatus.FINISHED) {
            scheduler.violation("I-STATE: job " + end.id() + " was stopped with a savepoint and is " + end.status());
        }
        if (drain) {
            scheduler.saw("job drained");
            kept.add(taken.address());
            lineage.drained();
        } else {
            scheduler.saw("job stopped with a savepoint");
            goOn(lineage, taken.address());
        }
    }

    private void goOn(Lineage lineage, String address) {
        Workload before = lineage.current();
        boolean rescale = plan.rescales && before.kind().isRescalable();
        Workload next = before.next(rescale ? random.between(1, 4) : before.parallelism());
        boolean claim = random.coin();
        if (!claim && path(address).startsWith(DIRECTORY + "/")) {
            kept.add(address);
        }
        if (next.parallelism() != before.parallelism()) {
            scheduler.saw("job goes on with another parallelism");
        }
        note("job " + before.id() + " goes on as " + next.id() + " with parallelism " + next.parallelism() + " from "
                + address);
        lineage.goesOnAs(next);
        submit.accept(
                next,
                Map.of(
                        "execution.state-recovery.path",
                        address,
                        "execution.state-recovery.claim-mode",
                        claim ? "CLAIM" : "NO_CLAIM"));
    }

    // ---- retained checkpoints

    private void goOnFromCheckpoint(Lineage lineage) {
        Workload job = lineage.current();
        note("cancel " + job.id() + " to go on from its latest checkpoint");
        lineage.beginChange();
        cancel.accept(job);
        whenEnded(job, end -> {
            Optional<String> latest = latestCheckpoint(job);
            if (end.status() != JobStatus.CANCELED || latest.isEmpty()) {
                lineage.endChange();
            } else {
                scheduler.saw("job goes on from a retained checkpoint");
                goOn(lineage, SCHEME + latest.get());
            }
        });
    }

    private Optional<String> latestCheckpoint(Workload job) {
        return files.list(job.checkpointDirectory()).stream()
                .filter(file -> file.endsWith(METADATA))
                .map(file -> file.substring(0, file.length() - METADATA.length()))
                .max(Comparator.comparingLong(
                        directory -> Long.parseLong(directory.substring(directory.lastIndexOf('-') + 1))));
    }
}
