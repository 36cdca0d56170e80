package dev.weft.simulation;

import dev.weft.api.common.JobStatus;
import dev.weft.configuration.Configuration;
import dev.weft.engine.checkpoint.MetadataAudit;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.graph.DetachedGraph;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.JobView;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import dev.weft.simulation.kernel.Trace;
import dev.weft.simulation.planted.Chance;
import dev.weft.simulation.storage.MountPoint;
import dev.weft.simulation.storage.SimBlobs;
import dev.weft.simulation.storage.SimDisks;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.simulation.storage.SimTransactions;
import dev.weft.simulation.workload.Checkpointing.Storage;
import dev.weft.simulation.workload.UserPace;
import dev.weft.simulation.workload.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * One simulation, given by its seed: jobs are submitted while faults are injected (safety phase), then everything is
 * healed and all jobs must end (liveness phase), then the application ends and must leave nothing behind.
 */
final class Simulation {

    /** How long jobs may take once nothing fails any more: leases and registrations of what was lost before must run out. */
    private static final Duration LIVENESS = Duration.ofSeconds(900);

    private static final Duration CANCEL_PATIENCE = Duration.ofSeconds(10);
    private static final Duration HANGING_PATIENCE = Duration.ofHours(1);
    private static final Duration IDLE_PATIENCE = Duration.ofSeconds(120);

    private static final Pattern FOR_WANT_OF_BUFFERS = Pattern.compile(
            "network memory is used up: channel .* needs \\d+ buffers"
                    + " of \\d+ bytes, \\d+ of \\d+ are left; raise taskmanager.memory.network.fraction or .max, or lower the parallelism");

    private final Rng random;
    private final Swarm swarm;
    private final Scheduler scheduler;
    private final LoopActor loop;
    private final SimFiles files;
    private final SimDisks disks;
    private final SimTransactions transactions;
    private final SimBlobs blobs;
    private final UserPace users;
    private final Cluster cluster;
    private final FaultInjector faults;
    private final List<Lineage> lineages;
    private final Optional<Operations> operations;
    private final OutputAudit outputs;
    private final Set<String> cancelled = new HashSet<>();
    private final Map<String, Integer> seen = new TreeMap<>();

    /** @param simplified what is turned off of what the seed has drawn */
    Simulation(long seed, Scenario scenario, List<Simplification> simplified, boolean printed) {
        random = new Rng(seed);
        swarm = Swarm.drawn(random.fork(), scenario, simplified);
        scheduler = new Scheduler(random.fork(), new Trace(printed));
        loop = new SimProcess(scheduler, "world").loop("nature");
        files = new SimFiles(scheduler, random.fork());
        files.slowDown(swarm.fileDelay.toNanos());
        disks = new SimDisks(random.fork());
        transactions = new SimTransactions(scheduler, random.fork(), swarm.transactionTimeout.toNanos());
        users = new UserPace(scheduler, loop, random.fork(), swarm.slowUserPermille, swarm.watchesAlignment);
        Chance.begin(random.fork());
        note(scenario.label() + " " + swarm);
        blobs = new SimBlobs(files);
        cluster = new Cluster(scheduler, loop, swarm, files, disks, blobs, random.fork());
        faults = new FaultInjector(scheduler, loop, random.fork(), swarm, cluster, files, disks, transactions, users);
        lineages = swarm.jobs.stream().map(Lineage::new).toList();
        Rng ofOperations = random.fork();
        operations = swarm.operations.map(plan -> new Operations(
                scheduler, loop, ofOperations, plan, cluster, files, lineages, this::submitNow, this::cancel));
        outputs = new OutputAudit(
                scheduler,
                files,
                transactions,
                lineages,
                job -> !hasEnded(job) && !cancelled.contains(job.id().toHexString()));
    }

    /** What came out of a run. */
    record Result(long hash, long steps, List<String> violations, Map<String, Integer> seen, List<String> busiest) {

        Result with(String violation) {
            List<String> all = new ArrayList<>(violations);
            all.add(violation);
            return new Result(hash, steps, List.copyOf(all), seen, busiest);
        }
    }

    Result run() {
        MountPoint.mount(files, transactions, scheduler);
        users.install();
        try {
            live();
        } catch (RuntimeException | Error e) {
            scheduler.violation("the simulation itself failed: " + e + " at "
                    + List.of(e.getStackTrace()).subList(0, Math.min(8, e.getStackTrace().length)));
        } finally {
            cluster.liveExecutors().forEach(SimProcess::kill);
            cluster.master().kill();
            UserPace.uninstall();
            MountPoint.unmount();
            disks.close();
        }
        count("file calls failed", (int) files.failures());
        count("file calls failed after they were carried out", (int) files.appliedFailures());
        count("function or source read from a file", blobs.reads());
        count("user functions failed", (int) users.failures());
        scheduler.seen().forEach(this::count);
        faults.seen().forEach(this::count);
        cluster.yarn().seen().forEach(this::count);
        return new Result(
                scheduler.trace().hash(),
                scheduler.steps(),
                List.copyOf(scheduler.violations()),
                seen,
                scheduler.trace().busiest());
    }

    private void count(String what, int times) {
        if (times > 0) {
            seen.merge(what, times, Integer::sum);
        }
    }

    private void note(String what) {
        scheduler.trace().note(scheduler.nowNs(), what);
    }

    private void live() {
        swarm.jobs.forEach(this::submit);
        faults.begin();
        operations.ifPresent(Operations::begin);
        until(swarm.safety, this::allEnded);
        faults.calmDown();
        operations.ifPresent(Operations::calmDown);
        until(LIVENESS, () -> lineages.stream().noneMatch(Lineage::isChanging));
        lineages.stream().map(Lineage::current).filter(Workload::isEndless).forEach(this::cancel);
        boolean allEnded = until(LIVENESS, this::allEnded);
        if (!scheduler.violations().isEmpty()) {
            return;
        }
        if (!allEnded) {
            lineages.stream()
                    .filter(lineage -> !isOver(lineage))
                    .forEach(lineage -> scheduler.violation("I-LIVE: job "
                            + lineage.current().id() + " is still " + view(lineage.current())
                            + (lineage.isChanging() ? " and being stopped " : " ") + LIVENESS.toSeconds()
                            + " s after the last fault"));
            return;
        }
        lineages.forEach(this::check);
        operations.ifPresent(this::checkSavepoints);
        if (scheduler.violations().isEmpty()) {
            checkSlots();
            awaitIdle();
        }
        if (scheduler.violations().isEmpty()) {
            end();
        }
    }

    private void awaitIdle() {
        if (swarm.waitsForIdle) {
            count("waited until idle executors were given back", 1);
            if (!until(IDLE_PATIENCE, () -> cluster.yarn().held() == 0)) {
                scheduler.violation("I-CONT: " + cluster.yarn().held() + " containers are held "
                        + IDLE_PATIENCE.toSeconds() + " s after the last job has ended");
            }
        }
    }

    private void end() {
        cluster.jobManager().finish(Outcome.SUCCEEDED, "");
        if (!until(Duration.ofSeconds(60), cluster::isFinished)) {
            scheduler.violation("I-LIVE: the application does not end");
            return;
        }
        cluster.jobManager().close();
        until(HANGING_PATIENCE, () -> files.hanging() == 0);
        until(Duration.ofSeconds(30), () -> false);
        if (!cluster.yarn().isOver()) {
            scheduler.violation("I-EXIT: YARN does not know the outcome");
        }
        if (!cluster.yarn().running().isEmpty()) {
            scheduler.violation("I-CLEAN: these processes are left: "
                    + cluster.yarn().running().stream().map(SimProcess::name).toList());
        }
        if (!cluster.master().liveThreads().isEmpty()) {
            scheduler.violation("I-CLEAN: these threads of the master are left: "
                    + cluster.master().liveThreads());
        }
    }

    /** Lets the simulation go on for so long at most; tells whether the condition holds. */
    private boolean until(Duration patience, BooleanSupplier condition) {
        long deadline = scheduler.nowNs() + patience.toNanos();
        while (!condition.getAsBoolean() && scheduler.violations().isEmpty() && scheduler.nowNs() < deadline) {
            if (!scheduler.step(deadline)) {
                break;
            }
        }
        return condition.getAsBoolean();
    }

    // ---- jobs

    private JobSubmission submission(Workload job, Map<String, String> settings) {
        Configuration configuration = new Configuration();
        settings.forEach(configuration::setString);
        if (swarm.restartAttempts > 0) {
            configuration.setString("restart-strategy.type", "fixed-delay");
            configuration.setString("restart-strategy.fixed-delay.attempts", String.valueOf(swarm.restartAttempts));
            configuration.setString("restart-strategy.fixed-delay.delay", "100 ms");
        }
        DetachedGraph detached = DetachedGraph.of(job.graph(configuration), swarm.maxMessageBytes);
        blobs.stage(detached.blobs());
        return new JobSubmission(detached.graph(), List.of());
    }

    private void submitNow(Workload job, Map<String, String> settings) {
        cluster.jobManager().submit(submission(job, settings));
    }

    private void submit(Workload job) {
        JobSubmission submission = submission(job, Map.of());
        loop.after(random.between(0L, 2_000_000_000L), () -> {
            cluster.jobManager().submit(submission);
            if (random.permille(swarm.submitTwicePermille)) {
                count("job submitted twice", 1);
                loop.after(random.between(0L, 5_000_000_000L), () -> {
                    if (!cluster.isFinished()) {
                        cluster.jobManager().submit(submission);
                    }
                });
            }
        });
        if (random.permille(swarm.cancelPermille)) {
            loop.after(random.between(0L, swarm.safety.toNanos()), () -> cancel(job));
        }
    }

    private void cancel(Workload job) {
        if (hasEnded(job)) {
            return;
        }
        if (!isKnown(job)) {
            loop.after(1_000_000_000L, () -> cancel(job));
            return;
        }
        note("cancel " + job.id());
        count("job cancelled", 1);
        cancelled.add(job.id().toHexString());
        cluster.jobManager().commands().cancelJob(job.id());
        boolean calm = swarm.faults.isEmpty();
        loop.after(CANCEL_PATIENCE.toNanos(), () -> {
            if (calm && !hasEnded(job) && view(job).equals("RUNNING")) {
                scheduler.violation("I-CANCEL: job " + job.id() + " is still RUNNING " + CANCEL_PATIENCE.toSeconds()
                        + " s after it was cancelled");
            }
        });
    }

    private boolean isKnown(Workload job) {
        return cluster.jobManager().clusterView().get().job(job.id()).isPresent();
    }

    private String view(Workload job) {
        return cluster.jobManager()
                .clusterView()
                .get()
                .job(job.id())
                .map(view -> view.status().name())
                .orElse("unknown");
    }

    private boolean hasEnded(Workload job) {
        return cluster.ended().containsKey(job.id().toHexString());
    }

    private boolean allEnded() {
        return lineages.stream().allMatch(this::isOver);
    }

    private boolean isOver(Lineage lineage) {
        return !lineage.isChanging() && hasEnded(lineage.current());
    }

    // ---- what must hold

    private JobView end(Workload job) {
        return cluster.ended().get(job.id().toHexString());
    }

    private boolean isInDoubt(Workload job) {
        return end(job).status() != JobStatus.FINISHED && cluster.attempts().mayHaveCommitted(job.id());
    }

    /** Savepoints are there until their users delete them. */
    private boolean mayHaveSavepoint(Workload run) {
        return operations.map(of -> of.mayHaveSavepoint(run)).orElse(false);
    }

    private void checkSavepoints(Operations of) {
        for (String address : of.kept()) {
            String path = Operations.path(address);
            List<String> lost = MetadataAudit.lost(
                    files.list(path).contains(path + "/_metadata")
                            ? Optional.of(files.read(path + "/_metadata"))
                            : Optional.empty(),
                    address,
                    files::isDurable);
            if (!lost.isEmpty()) {
                scheduler.violation("I-CP: of savepoint " + address + " are not there: " + lost);
            }
            of.dispose(address);
        }
        until(Duration.ofSeconds(5), () -> false);
        List<String> missing = of.missing();
        if (!missing.isEmpty()) {
            scheduler.violation("I-CP: savepoints look complete, but these are not there: " + missing);
        }
        // What cannot be deleted stays.
        boolean deletionsFail = swarm.faults.contains(Fault.FILE_FAILURE) || files.stalls() > 0;
        if (!deletionsFail && !of.leftOver().isEmpty()) {
            scheduler.violation("I-CLEAN: of savepoints that have failed these are left: " + of.leftOver());
        }
    }

    private void check(Lineage lineage) {
        Workload job = lineage.current();
        JobView end = end(job);
        count("job " + end.status(), 1);
        List<String> hidden = new ArrayList<>();
        List<String> lines = new ArrayList<>(outputs.visible(job));
        for (String file : files.list(job.directory())) {
            // What a run had open when it was stopped or a savepoint was taken is part of that.
            if (OutputAudit.isHidden(file)
                    && (lineage.runs().size() == 1 || file.endsWith("." + job.id()))
                    && !mayHaveSavepoint(job)) {
                hidden.add(file);
            }
        }
        lines.sort(null);
        checkOutput(job, end, lines, lineage.isDrained());
        boolean keepsCheckpoints = false;
        for (Workload run : lineage.runs()) {
            keepsCheckpoints |= checkCheckpoints(run, end(run), lineage.runs().size() == 1);
        }
        // What was prepared for a commit that was decided is nobody's to delete.
        boolean inDoubt = lineage.runs().stream().anyMatch(this::isInDoubt);
        boolean filesFailed = swarm.faults.contains(Fault.FILE_FAILURE) || files.stalls() > 0;
        if (!hidden.isEmpty() && !inDoubt && !keepsCheckpoints && !filesFailed) {
            scheduler.violation("I-CLEAN: job " + job.id() + " is " + end.status() + " and leaves " + hidden.size()
                    + " hidden files, the first is " + hidden.get(0));
        }
        boolean tooManyStartsFailed = isForWantOfSlots(end) && !faults.seen().isEmpty();
        if (end.status() == JobStatus.FAILED && swarm.isMemoryScarce()) {
            checkScarcity(job, end);
        } else if (end.status() == JobStatus.FAILED && mayNotFail() && !tooManyStartsFailed) {
            scheduler.violation("I-LIVE: job " + job.id() + " failed although nothing that fails jobs happened: "
                    + end.failures().get(0).cause().summary());
        }
        boolean mayRestart = swarm.restartAttempts > 0 && !inDoubt && !isForWantOfSlots(end);
        if (end.status() == JobStatus.FAILED && mayRestart && transactions.hasLost(job.number())) {
            checkLoss(job, end);
        } else if (end.status() == JobStatus.FAILED && mayRestart) {
            scheduler.violation("I-LIVE: job " + job.id() + " failed although it may restart: "
                    + end.failures().get(0).cause().summary());
        }
        if (end.status() == JobStatus.CANCELED && !cancelled.contains(job.id().toHexString())) {
            scheduler.violation("I-STATE: job " + job.id() + " is CANCELED, but nobody has asked for that");
        }
    }

    /** What has failed the job is the first task that got no buffers, and the user is told how many there are and what to do. */
    private void checkScarcity(Workload job, JobView end) {
        count("job failed for want of buffers", 1);
        String told = end.failures().get(0).cause().summary();
        if (!FOR_WANT_OF_BUFFERS.matcher(told).find()) {
            scheduler.violation("I-ERR: job " + job.id() + " failed with few buffers, and its user is told: " + told);
        }
    }

    /** What was prepared can't be committed any more: the job has failed for that, and its user is told so. */
    private void checkLoss(Workload job, JobView end) {
        count("job failed because a transaction was lost", 1);
        String told = end.failures().get(0).cause().summary();
        if (!told.contains("has expired")) {
            scheduler.violation("I-ERR: job " + job.id() + " has lost a transaction, and its user is told: " + told);
        }
    }

    private static boolean isForWantOfSlots(JobView end) {
        return end.failures().stream().anyMatch(failure -> failure.cause().code() == ErrorCode.INSUFFICIENT_RESOURCES);
    }

    /** Nothing has happened that a job without restarts must not survive. */
    private boolean mayNotFail() {
        return List.of("restart yarn", "set clock", "damage disk")
                        .containsAll(faults.seen().keySet())
                && swarm.manners.preempted() == 0
                && swarm.manners.dyingStarts() == 0;
    }

    /** @param partial whether the job has ended in the middle of its input */
    private void checkOutput(Workload job, JobView end, List<String> lines, boolean partial) {
        List<String> expected = job.expected();
        if (!job.isExactlyOnce()) {
            checkAtLeastOnce(job, end, lines, expected);
            return;
        }
        if (end.status() == JobStatus.FINISHED && !partial) {
            if (!lines.equals(expected)) {
                scheduler.violation(
                        "I-DATA: job " + job.id() + " " + job.kind() + " is FINISHED and has written " + lines.size()
                                + " lines where " + expected.size() + " are right; " + difference(lines, expected));
            }
            return;
        }
        List<String> surplus = new ArrayList<>(lines);
        Map<String, Integer> allowed = new TreeMap<>();
        expected.forEach(line -> allowed.merge(line, 1, Integer::sum));
        surplus.removeIf(
                line -> job.isEndless() ? allowed.containsKey(line) : allowed.merge(line, -1, Integer::sum) >= 0);
        if (!surplus.isEmpty()) {
            scheduler.violation("I-DATA: job " + job.id() + " " + job.kind() + " is " + end.status()
                    + " and has written what is not right: " + surplus.subList(0, Math.min(5, surplus.size())));
        }
    }

    private void checkAtLeastOnce(Workload job, JobView end, List<String> lines, List<String> expected) {
        List<String> missing = new ArrayList<>(expected);
        lines.forEach(missing::remove);
        List<String> wrong = new ArrayList<>(lines);
        wrong.removeAll(Set.copyOf(expected));
        if (end.status() == JobStatus.FINISHED && !missing.isEmpty() || !wrong.isEmpty()) {
            scheduler.violation("I-DATA: job " + job.id() + " " + job.kind() + " is " + end.status()
                    + "; at least once, it has missed " + missing.subList(0, Math.min(5, missing.size()))
                    + " and has written what is not right: " + wrong.subList(0, Math.min(5, wrong.size())));
        }
        count("job with duplicates", lines.size() > expected.size() ? 1 : 0);
    }

    /** When a job has ended nothing of its checkpoints is left but what it is to keep; tells whether it keeps one. */
    private boolean checkCheckpoints(Workload job, JobView end, boolean alone) {
        if (job.settings().checkpoints().isEmpty()) {
            return false;
        }
        List<String> left = files.list(job.checkpointDirectory());
        List<String> complete =
                left.stream().filter(file -> file.endsWith("/_metadata")).toList();
        Storage checkpoints = job.settings().checkpoints().get().storage();
        boolean keeps = checkpoints.files().isPresent()
                && switch (checkpoints.retention()) {
                    case NO_EXTERNALIZED_CHECKPOINTS -> false;
                    case DELETE_ON_CANCELLATION -> end.status() == JobStatus.FAILED;
                    case RETAIN_ON_CANCELLATION -> end.status() != JobStatus.FINISHED;
                };
        // What cannot be deleted within seconds when its job ends stays.
        boolean filesFailed = files.failures() > 0 || files.stalls() > 0;
        if (!keeps && !left.isEmpty() && !filesFailed) {
            scheduler.violation("I-CLEAN: job " + job.id() + " is " + end.status() + " and leaves of its checkpoints "
                    + left.subList(0, Math.min(5, left.size())));
        }
        if (keeps && alone && complete.size() > checkpoints.retained() && !filesFailed) {
            scheduler.violation("I-CLEAN: job " + job.id() + " is " + end.status() + " and keeps " + complete.size()
                    + " checkpoints where " + checkpoints.retained() + " are to be kept: " + complete);
        }
        count("checkpoint kept after the end", complete.size());
        return keeps && !complete.isEmpty();
    }

    private static String difference(List<String> lines, List<String> expected) {
        List<String> missing = new ArrayList<>(expected);
        lines.forEach(missing::remove);
        List<String> surplus = new ArrayList<>(lines);
        expected.forEach(surplus::remove);
        return "missing " + missing.subList(0, Math.min(5, missing.size())) + " surplus "
                + surplus.subList(0, Math.min(5, surplus.size()));
    }

    private void checkSlots() {
        until(Duration.ofSeconds(5), () -> false);
        for (ExecutorView executor : cluster.jobManager().clusterView().get().executors()) {
            if (executor.freeSlots() != executor.slots()) {
                scheduler.violation("I-SLOT: " + executor.id() + " has " + executor.freeSlots() + " of "
                        + executor.slots() + " slots free after all jobs have ended");
            }
        }
    }
}
