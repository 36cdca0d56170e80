package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.SlotProvider;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Heartbeat;
import dev.weft.engine.protocol.ExecutorMessage.JobMessage;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rpc.ControlServer;
import dev.weft.engine.rpc.ExecutorConnection;
import dev.weft.engine.view.ExecutorView;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Manages the cluster's workers, their control connections and the assignment of their slots to jobs. Runs on one loop;
 * every public method only enqueues there.
 *
 * <p>A worker is lost as soon as the cluster says that it ended, its connection breaks, or it was silent for the lease,
 * whichever comes first; a replacement is asked for in the same step. A lost worker never comes back: its tasks are told
 * to be gone, a process that still runs is stopped, and a later registration under its id is refused.
 */
@LoopOwned
public final class ResourceManager implements SlotProvider, ControlServer.Listener, ResourceProvider.Events {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceManager.class);

    /** Events that concern the whole cluster. Called on the ResourceManager's loop; implementations only enqueue. */
    public interface Listener {
        void onExecutors(List<ExecutorView> registered);

        /** A fatal failure: the application must end. */
        void onFatal(WeftException failure);

        /** The cluster has stored the application's outcome. */
        void onFinished();
    }

    private final ResourceSettings settings;
    private final EventLoop loop;
    private final Clock clock;
    private final Listener listener;

    private final SlotLedger slots = new SlotLedger();
    private final WorkerRegistry workers = new WorkerRegistry();
    private final JobRegistry jobs = new JobRegistry();
    private final SlotAssignment assignment;

    private Optional<ResourceProvider> provider = Optional.empty();
    private int expectedSlots;
    private int declared;
    private final FailedStarts failedStarts = new FailedStarts();
    private boolean finishing;

    public ResourceManager(ResourceSettings settings, EventLoop loop, Clock clock, Listener listener) {
        this.settings = settings;
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
        this.assignment = new SlotAssignment(settings, loop, slots, jobs, workers, this::shortage);
    }

    /**
     * Registers with the cluster and asks for workers in the same breath: for the jobs that are known by now, and at least
     * for {@code slots}, which count until the first job states what it needs.
     */
    public void start(ResourceProvider cluster, int slots) {
        loop.execute(() -> {
            provider = Optional.of(cluster);
            expectedSlots = jobs.isEmpty() ? slots : 0;
            declared = wanted();
            LOG.info("Asking the cluster for {} workers of {}", declared, describe(settings.worker()));
            cluster.start(demand(declared), this);
            scheduleTick();
        });
    }

    /** Ends the application on the cluster. */
    public void finish(Outcome outcome, String diagnostics) {
        loop.execute(() -> {
            if (finishing) {
                return;
            }
            finishing = true;
            LOG.info("Ending the application: {}{}", outcome, diagnostics.isEmpty() ? "" : ": " + diagnostics);
            String reason = "the application has ended";
            workers.all().stream()
                    .filter(worker -> worker.state() == Worker.State.REGISTERED)
                    .forEach(worker -> worker.connection().send(new MasterMessage.Shutdown(reason)));
            provider.ifPresentOrElse(cluster -> cluster.finish(outcome, diagnostics), listener::onFinished);
        });
    }

    // ---- jobs -------------------------------------------------------------------------------------------------------

    @Override
    public void declare(JobID job, Declaration declaration, Client client) {
        loop.execute(() -> {
            expectedSlots = 0;
            assignment.declare(job, declaration, client);
            serveWaiting();
        });
    }

    @Override
    public void release(JobID job) {
        loop.execute(() -> {
            assignment.release(job);
            workers.all().forEach(worker -> worker.markBusy(clock.nanoTime()));
            serveWaiting();
        });
    }

    /** Declares the missing workers to the cluster, and assigns free slots to waiting jobs. */
    private void serveWaiting() {
        assignment.limitWaiting();
        declareDemand();
        assignment.grant();
        publish();
    }

    private String shortage(int needed, String why) {
        long starting = workers.count(Worker.State.STARTING);
        long registered = workers.count(Worker.State.REGISTERED);
        return failedStarts.addTo("the job needs " + needed + " slots, " + slots.free() + " are free; of " + declared
                + " workers wanted (" + describe(settings.worker()) + ") " + registered + " are registered and "
                + starting + " are starting; " + why);
    }

    private static String describe(WorkerSpec spec) {
        return spec.slots() + " slots, " + (spec.processBytes() >> 20) + " MB, " + spec.vcores() + " vcores";
    }

    // ---- demand -----------------------------------------------------------------------------------------------------

    private int needed() {
        return Demand.workersFor(Math.max(slots.required(), expectedSlots), settings.worker());
    }

    private int wanted() {
        return Demand.declared(needed(), workers.kept().size());
    }

    private void declareDemand() {
        int now = wanted();
        if (now != declared && provider.isPresent() && !finishing) {
            LOG.info("Demand changes from {} to {} workers", declared, now);
            declared = now;
            provider.get().declare(demand(now));
        }
    }

    private List<WorkerDemand> demand(int count) {
        return List.of(new WorkerDemand(settings.worker(), count));
    }

    // ---- what the cluster says --------------------------------------------------------------------------------------

    @Override
    public void onWorkerStarting(ExecutorId id, WorkerSpec spec, String host) {
        loop.execute(() -> {
            if (workers.addStarting(id, clock.nanoTime())) {
                LOG.info("Worker {} starts on {}", id, host);
            }
        });
    }

    @Override
    public void onWorkerEnded(ExecutorId id, boolean requested, String reason) {
        loop.execute(() -> {
            workers.find(id).ifPresent(worker -> {
                boolean asked = requested || worker.stopping() || finishing;
                if (worker.state() == Worker.State.STARTING && !asked) {
                    onStartFailed(id, reason);
                }
                lose(worker, asked, "container " + id + hostOf(worker) + " ended: " + reason);
            });
            workers.rememberEnd(id);
        });
    }

    private void onStartFailed(ExecutorId id, String reason) {
        failedStarts.onFailed(id, reason);
        LOG.warn("Worker {} ended before it registered: {}", id, reason);
        if (failedStarts.tooMany(declared)) {
            assignment.refuseWaiting(failedStarts.inARow() + " workers in a row ended before they registered");
        }
    }

    @Override
    public void onFatal(WeftException failure) {
        loop.execute(() -> {
            if (!finishing) {
                listener.onFatal(failure);
            }
        });
    }

    @Override
    public void onFinished() {
        loop.execute(listener::onFinished);
    }

    // ---- what executors say -----------------------------------------------------------------------------------------

    @Override
    public void onRegister(ExecutorConnection connection, Register register) {
        loop.execute(() -> {
            ExecutorId id = register.executor();
            Optional<String> refusal = refusal(register);
            if (refusal.isPresent()) {
                LOG.warn("Rejected the registration of executor {} at {}: {}", id, connection.remote(), refusal.get());
                connection.send(new MasterMessage.Shutdown(refusal.get()));
                connection.close(refusal.get());
                return;
            }
            workers.register(register, connection, clock.nanoTime(), clock.epochMs());
            connection.send(new MasterMessage.Registered(
                    settings.epoch(),
                    settings.times().heartbeatInterval().toMillis(),
                    settings.times().lease().toMillis()));
            failedStarts.onRegistered();
            LOG.info(
                    "Executor {} registered from {} with {} slots, data port {}:{}",
                    id,
                    connection.remote(),
                    register.slots(),
                    register.dataHost(),
                    register.dataPort());
            provider.ifPresent(cluster -> cluster.onWorkerRegistered(id));
            slots.addExecutor(id, register.slots());
            assignment.grant();
            publish();
        });
    }

    private Optional<String> refusal(Register register) {
        ExecutorId id = register.executor();
        if (register.epoch() > settings.epoch()) {
            listener.onFatal(new WeftException(
                    ErrorCode.INTERNAL,
                    "executor " + id + " was launched by a JobManager of epoch " + register.epoch()
                            + ", this one has epoch " + settings.epoch() + ": it was replaced and must not go on"));
            return Optional.of("this JobManager is older than the one that launched the executor");
        }
        if (register.epoch() < settings.epoch()) {
            return Optional.of("it was launched by a JobManager of epoch " + register.epoch() + ", this one has epoch "
                    + settings.epoch());
        }
        if (finishing) {
            return Optional.of("the application has ended");
        }
        if (workers.hasEnded(id)) {
            return Optional.of("it was counted as lost before");
        }
        Optional<Worker> known = workers.find(id);
        if (known.filter(worker -> worker.state() != Worker.State.STARTING).isPresent()) {
            return Optional.of("an executor of this id has registered before");
        }
        if (known.filter(Worker::stopping).isPresent()) {
            return Optional.of("it has been told to stop");
        }
        return register.slots() < 1 ? Optional.of("it offers no slot") : Optional.empty();
    }

    @Override
    public void onMessage(ExecutorConnection connection, ExecutorMessage message) {
        loop.execute(() -> workers.byConnection(connection).ifPresent(worker -> {
            worker.heard(clock.nanoTime(), clock.epochMs());
            message.dispatch(new FromWorker(worker));
        }));
    }

    /** Handler of a registered worker's messages. */
    private final class FromWorker implements ExecutorMessage.Handler {
        private final Worker worker;

        FromWorker(Worker worker) {
            this.worker = worker;
        }

        @Override
        public void on(Register again) {
            breakOff(worker, "it registered twice");
        }

        @Override
        public void on(Heartbeat heartbeat) {
            loop.assertInLoop();
            jobs.tellMetrics(worker.id(), heartbeat.metrics());
        }

        @Override
        public void on(Leaving leaving) {
            breakOff(worker, "it stopped: " + leaving.reason());
        }

        @Override
        public void on(JobMessage message) {
            loop.assertInLoop();
            jobs.pass(worker.id(), message);
        }
    }

    @Override
    public void onClosed(ExecutorConnection connection, String reason) {
        loop.execute(() -> workers.byConnection(connection)
                .ifPresent(worker -> breakOff(worker, "its connection closed: " + reason)));
    }

    // ---- losing workers ---------------------------------------------------------------------------------------------

    /**
     * Treats a worker with a broken connection as lost: a replacement is requested at once. The reason is reported when
     * the cluster knows it, or after a short time without it.
     */
    private void breakOff(Worker worker, String why) {
        loop.assertInLoop();
        worker.broken(why);
        workers.forgetConnection(worker);
        worker.connection().close(why);
        slots.removeExecutor(worker.id());
        if (worker.stopping() || finishing) {
            return;
        }
        LOG.warn("Executor {} is lost: {}; waiting for the cluster to report the reason", worker.id(), why);
        provider.ifPresent(cluster -> cluster.onWorkerBroken(worker.id()));
        jobs.tellLost(worker.id(), lost(lossOf(worker)), false);
        serveWaiting();
        loop.schedule(settings.times().exitReason(), () -> {
            if (workers.find(worker.id()).filter(known -> known == worker).isPresent()) {
                lose(worker, false, lossOf(worker));
                stop(worker, worker.brokenBy());
            }
        });
    }

    private static String lossOf(Worker worker) {
        return "executor " + worker.id() + hostOf(worker) + " was lost: " + worker.brokenBy();
    }

    private static FailureCause lost(String reason) {
        return FailureCause.of(ErrorCode.EXECUTOR_LOST, new WeftException(ErrorCode.EXECUTOR_LOST, reason));
    }

    private void lose(Worker worker, boolean asked, String reason) {
        workers.remove(worker);
        if (worker.state() != Worker.State.STARTING && !finishing) {
            LOG.info("Executor {} is gone{}: {}", worker.id(), asked ? " as asked" : "", reason);
        }
        switch (worker.state()) {
            case STARTING -> {
                // No job was told of the loss.
            }
            case REGISTERED -> {
                slots.removeExecutor(worker.id());
                workers.forgetConnection(worker);
                worker.connection().close(reason);
                if (!finishing) {
                    jobs.tellLost(worker.id(), lost(reason), true);
                }
            }
            case BROKEN -> {
                if (!finishing) {
                    jobs.tellExplained(worker.id(), lost(reason));
                }
            }
        }
        serveWaiting();
    }

    private void stop(Worker worker, String reason) {
        worker.markStopping();
        provider.ifPresent(cluster -> cluster.stopWorker(worker.id(), reason));
    }

    private static String hostOf(Worker worker) {
        return worker.state() == Worker.State.STARTING
                ? ""
                : " on " + worker.registration().dataHost();
    }

    // ---- heartbeats -------------------------------------------------------------------------------------------------

    private void scheduleTick() {
        loop.schedule(settings.times().heartbeatInterval(), () -> {
            if (!finishing) {
                tick();
                scheduleTick();
            }
        });
    }

    private void tick() {
        long nowNs = clock.nanoTime();
        checkStarting(nowNs);
        checkRegistered(nowNs);
        declareDemand();
        publish();
    }

    /** Stops workers that have not registered in time, and those that no job has needed for long. */
    private void checkStarting(long nowNs) {
        int spare = workers.starting().size() + workers.kept().size() - needed();
        for (Worker worker : workers.starting()) {
            if (worker.startingForNs(nowNs) > settings.times().registration().toNanos()) {
                onStartFailed(
                        worker.id(), "did not register in time (resourcemanager.taskmanager-registration.timeout)");
                stop(worker, "did not register in time");
            } else if (spare <= 0) {
                worker.markBusy(nowNs);
            } else if (isIdleForLong(worker, nowNs)) {
                spare--;
                LOG.info("Releasing worker {}, which has not registered: no job needs it", worker.id());
                stop(worker, "no job needs it");
            }
        }
    }

    /** Detects workers that have gone silent, and gives back those that no job has needed for long. */
    private void checkRegistered(long nowNs) {
        int spare = workers.kept().size() - needed();
        for (Worker worker : workers.all()) {
            if (worker.state() != Worker.State.REGISTERED) {
                continue;
            }
            if (worker.silentForNs(nowNs) > settings.times().lease().toNanos()) {
                breakOff(
                        worker,
                        "it was silent for " + worker.silentForNs(nowNs) / 1_000_000 + " ms (heartbeat.timeout)");
                continue;
            }
            if (!worker.stopping() && !slots.isIdle(worker.id())) {
                worker.markBusy(nowNs);
            }
            if (spare > 0 && !worker.stopping() && isIdleForLong(worker, nowNs)) {
                spare--;
                giveBack(worker);
            } else {
                worker.connection().send(new MasterMessage.Heartbeat());
            }
        }
    }

    private boolean isIdleForLong(Worker worker, long nowNs) {
        return worker.idleForNs(nowNs) > settings.times().idleWorker().toNanos();
    }

    private void giveBack(Worker worker) {
        LOG.info("Releasing idle executor {}", worker.id());
        slots.removeExecutor(worker.id());
        worker.markStopping();
        declareDemand();
        worker.connection().send(new MasterMessage.Shutdown("no job needs this executor"));
        stop(worker, "idle");
    }

    private void publish() {
        listener.onExecutors(workers.views(slots::freeOf));
    }
}
