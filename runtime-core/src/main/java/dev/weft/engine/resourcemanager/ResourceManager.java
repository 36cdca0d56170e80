package dev.weft.engine.resourcemanager;

import dev.weft.api.common.JobID;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.Slot;
import dev.weft.engine.jobmaster.SlotProvider;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.ExecutorMessage.Heartbeat;
import dev.weft.engine.protocol.ExecutorMessage.Leaving;
import dev.weft.engine.protocol.ExecutorMessage.Register;
import dev.weft.engine.protocol.ExecutorMessage.TaskMetrics;
import dev.weft.engine.protocol.FailureCause;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.resourcemanager.SlotLedger.Grant;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rpc.ControlServer;
import dev.weft.engine.rpc.ExecutorConnection;
import dev.weft.engine.view.ExecutorView;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the workers and their connections. Runs on one loop; every public method only enqueues there.
 *
 * <p>A worker is lost when the cluster says that it ended, when its connection broke (after a short wait for the cluster
 * to tell why), or when it was silent for the lease. A lost worker never comes back: its tasks are told to be gone, a
 * process that still runs is stopped, and a later registration under its id is refused.
 */
public final class ResourceManager implements SlotProvider, ControlServer.Listener, ResourceProvider.Events {

    private static final Logger LOG = LoggerFactory.getLogger(ResourceManager.class);
    private static final int REMEMBERED_ENDS = 10_000;

    /** Told of what concerns the whole cluster. Called on the ResourceManager's loop; only enqueues. */
    public interface Listener {
        void onExecutors(List<ExecutorView> registered);

        /** The application must end. */
        void onFatal(WeftException failure);

        /** The cluster knows the application's outcome. */
        void onFinished();
    }

    private record Waiting(Client client, Optional<EventLoop.Timer> deadline) {}

    private final ResourceSettings settings;
    private final EventLoop loop;
    private final Clock clock;
    private final Listener listener;

    private final SlotLedger slots = new SlotLedger();
    private final Map<ExecutorId, Worker> workers = new LinkedHashMap<>();
    private final Map<ExecutorConnection, Worker> byConnection = new IdentityHashMap<>();
    private final Map<JobID, Waiting> jobs = new LinkedHashMap<>();
    private final Set<ExecutorId> ended = new LinkedHashSet<>();

    private Optional<ResourceProvider> provider = Optional.empty();
    private int expectedSlots;
    private int declared;
    private int failedStarts;
    private String lastFailedStart = "";
    private boolean finishing;

    public ResourceManager(ResourceSettings settings, EventLoop loop, Clock clock, Listener listener) {
        this.settings = settings;
        this.loop = loop;
        this.clock = clock;
        this.listener = listener;
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
            workers.values().stream()
                    .filter(worker -> worker.state() == Worker.State.REGISTERED)
                    .forEach(worker -> worker.connection().send(new MasterMessage.Shutdown(reason)));
            provider.ifPresentOrElse(cluster -> cluster.finish(outcome, diagnostics), listener::onFinished);
        });
    }

    // ---- jobs -------------------------------------------------------------------------------------------------------

    @Override
    public void require(JobID job, int count, Client client) {
        loop.execute(() -> {
            forget(job);
            slots.require(job, count);
            expectedSlots = 0;
            EventLoop.Timer deadline = loop.schedule(settings.times().slotRequest(), () -> onSlotRequestTimeout(job));
            jobs.put(job, new Waiting(client, Optional.of(deadline)));
            LOG.info("Job [{}] requires {} slots; {} are free", job, count, slots.free());
            declareDemand();
            grantSlots();
        });
    }

    @Override
    public void release(JobID job) {
        loop.execute(() -> {
            forget(job);
            slots.release(job);
            workers.values().forEach(worker -> worker.worksAt(clock.nanoTime()));
            declareDemand();
            grantSlots();
            publish();
        });
    }

    private void forget(JobID job) {
        Waiting before = jobs.remove(job);
        if (before != null) {
            before.deadline().ifPresent(EventLoop.Timer::cancel);
        }
    }

    private void grantSlots() {
        for (Grant grant : slots.grant(settings.balance())) {
            Client client = jobs.get(grant.job()).client();
            jobs.get(grant.job()).deadline().ifPresent(EventLoop.Timer::cancel);
            jobs.put(grant.job(), new Waiting(client, Optional.empty()));
            LOG.info(
                    "Job [{}] gets {} slots on {}",
                    grant.job(),
                    grant.slots().size(),
                    grant.slots().stream()
                            .map(SlotLedger.SlotId::executor)
                            .distinct()
                            .toList());
            client.onSlots(grant.slots().stream().map(this::slot).toList());
            publish();
        }
    }

    private Slot slot(SlotLedger.SlotId id) {
        Worker worker = workers.get(id.executor());
        Register registration = worker.registration();
        return new Slot(
                id.executor(), id.index(), registration.dataHost(), registration.dataPort(), worker.connection());
    }

    private void onSlotRequestTimeout(JobID job) {
        if (slots.waits(job)) {
            refuseSlots(job, "waited " + settings.times().slotRequest().toSeconds() + " s (slot.request.timeout)");
        }
    }

    private void refuseSlots(JobID job, String why) {
        jobs.get(job)
                .client()
                .onSlotsUnavailable(new WeftException(ErrorCode.INSUFFICIENT_RESOURCES, missing(job, why)));
    }

    private String missing(JobID job, String why) {
        int count = slots.requiredBy(job);
        long starting = count(Worker.State.STARTING);
        long registered = count(Worker.State.REGISTERED);
        String text = "the job needs " + count + " slots, " + slots.free() + " are free; of " + declared
                + " workers wanted (" + describe(settings.worker()) + ") " + registered + " are registered and "
                + starting + " are starting; " + why;
        return lastFailedStart.isEmpty() ? text : text + "; last worker that did not start: " + lastFailedStart;
    }

    private static String describe(WorkerSpec spec) {
        return spec.slots() + " slots, " + (spec.processBytes() >> 20) + " MB, " + spec.vcores() + " vcores";
    }

    // ---- demand -----------------------------------------------------------------------------------------------------

    private int wanted() {
        int needed = Demand.workersFor(Math.max(slots.required(), expectedSlots), settings.worker());
        long kept = workers.values().stream()
                .filter(worker -> worker.state() == Worker.State.REGISTERED && !worker.stopping())
                .count();
        return Demand.declared(needed, (int) kept);
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

    private long count(Worker.State state) {
        return workers.values().stream().filter(w -> w.state() == state).count();
    }

    // ---- what the cluster says --------------------------------------------------------------------------------------

    @Override
    public void onWorkerStarting(ExecutorId id, WorkerSpec spec, String host) {
        loop.execute(() -> {
            if (!ended.contains(id) && workers.putIfAbsent(id, new Worker(id, clock.nanoTime())) == null) {
                LOG.info("Worker {} starts on {}", id, host);
            }
        });
    }

    @Override
    public void onWorkerEnded(ExecutorId id, boolean requested, String reason) {
        loop.execute(() -> {
            Worker worker = workers.get(id);
            if (worker != null) {
                boolean asked = requested || worker.stopping() || finishing;
                if (worker.state() == Worker.State.STARTING && !asked) {
                    onStartFailed(id, reason);
                }
                lose(worker, asked, "container " + id + hostOf(worker) + " ended: " + reason);
            }
            remember(id);
        });
    }

    private void onStartFailed(ExecutorId id, String reason) {
        failedStarts++;
        lastFailedStart = id + ": " + reason;
        LOG.warn("Worker {} ended before it registered: {}", id, reason);
        if (failedStarts >= Math.max(4, 2 * declared)) {
            for (JobID job : List.copyOf(jobs.keySet())) {
                if (slots.waits(job)) {
                    refuseSlots(job, failedStarts + " workers in a row ended before they registered");
                }
            }
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
                LOG.warn("Executor {} at {} is turned away: {}", id, connection.remote(), refusal.get());
                connection.send(new MasterMessage.Shutdown(refusal.get()));
                connection.close(refusal.get());
                return;
            }
            Worker worker = workers.computeIfAbsent(id, first -> new Worker(first, clock.nanoTime()));
            worker.registered(register, connection, clock.nanoTime(), clock.epochMs());
            byConnection.put(connection, worker);
            connection.send(new MasterMessage.Registered(
                    settings.epoch(),
                    settings.times().heartbeatInterval().toMillis(),
                    settings.times().lease().toMillis()));
            failedStarts = 0;
            LOG.info(
                    "Executor {} registered from {} with {} slots, data port {}:{}",
                    id,
                    connection.remote(),
                    register.slots(),
                    register.dataHost(),
                    register.dataPort());
            slots.addExecutor(id, register.slots());
            grantSlots();
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
        if (ended.contains(id)) {
            return Optional.of("it was counted as lost before");
        }
        Worker known = workers.get(id);
        if (known != null && known.state() != Worker.State.STARTING) {
            return Optional.of("an executor of this id has registered before");
        }
        return register.slots() < 1 ? Optional.of("it offers no slot") : Optional.empty();
    }

    @Override
    public void onMessage(ExecutorConnection connection, ExecutorMessage message) {
        loop.execute(() -> speaker(connection).ifPresent(worker -> {
            worker.heard(clock.nanoTime(), clock.epochMs());
            route(worker, message);
        }));
    }

    /** The worker behind a connection; empty when the connection does not count any more. */
    private Optional<Worker> speaker(ExecutorConnection connection) {
        return Optional.ofNullable(byConnection.get(connection));
    }

    private void route(Worker worker, ExecutorMessage message) {
        if (message instanceof Heartbeat heartbeat) {
            Map<JobID, List<TaskMetrics>> byJob =
                    heartbeat.metrics().stream().collect(Collectors.groupingBy(TaskMetrics::job));
            byJob.forEach((job, metrics) -> toJob(job, worker, new Heartbeat(metrics)));
        } else if (message instanceof ExecutorMessage.TaskStateChanged change) {
            toJob(change.job(), worker, change);
        } else if (message instanceof ExecutorMessage.ReadyToCommit ready) {
            toJob(ready.job(), worker, ready);
        } else if (message instanceof ExecutorMessage.CoordinatorEvent event) {
            toJob(event.job(), worker, event);
        } else if (message instanceof Leaving leaving) {
            breakOff(worker, "it stopped: " + leaving.reason());
        } else {
            breakOff(worker, "it registered twice");
        }
    }

    private void toJob(JobID job, Worker worker, ExecutorMessage message) {
        Waiting waiting = jobs.get(job);
        if (waiting != null) {
            waiting.client().onMessage(worker.id(), message);
        }
    }

    @Override
    public void onClosed(ExecutorConnection connection, String reason) {
        loop.execute(
                () -> speaker(connection).ifPresent(worker -> breakOff(worker, "its connection closed: " + reason)));
    }

    // ---- losing workers ---------------------------------------------------------------------------------------------

    /** The connection is of no use any more; waits a little for the cluster to say why. */
    private void breakOff(Worker worker, String why) {
        worker.broken(why);
        byConnection.remove(worker.connection());
        worker.connection().close(why);
        slots.removeExecutor(worker.id());
        if (worker.stopping() || finishing) {
            return;
        }
        LOG.warn("Executor {} is cut off: {}; waiting for the cluster to tell why", worker.id(), why);
        loop.schedule(settings.times().exitReason(), () -> {
            if (workers.get(worker.id()) == worker) {
                lose(worker, false, "executor " + worker.id() + hostOf(worker) + " was lost: " + worker.brokenBy());
                stop(worker, worker.brokenBy());
            }
        });
    }

    private void lose(Worker worker, boolean asked, String reason) {
        workers.remove(worker.id());
        remember(worker.id());
        if (worker.state() == Worker.State.REGISTERED) {
            slots.removeExecutor(worker.id());
            byConnection.remove(worker.connection());
            worker.connection().close(reason);
        }
        if (worker.state() != Worker.State.STARTING && !finishing) {
            LOG.info("Executor {} is gone{}: {}", worker.id(), asked ? " as asked" : "", reason);
            FailureCause cause =
                    FailureCause.of(ErrorCode.EXECUTOR_LOST, new WeftException(ErrorCode.EXECUTOR_LOST, reason));
            jobs.values().forEach(job -> job.client().onExecutorLost(worker.id(), cause));
        }
        declareDemand();
        publish();
    }

    private void remember(ExecutorId id) {
        ended.add(id);
        if (ended.size() > REMEMBERED_ENDS) {
            ended.remove(ended.iterator().next());
        }
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
        int spare = (int) count(Worker.State.REGISTERED)
                - Demand.workersFor(Math.max(slots.required(), expectedSlots), settings.worker());
        for (Worker worker : new ArrayList<>(workers.values())) {
            switch (worker.state()) {
                case STARTING -> {
                    if (worker.startingForNs(nowNs)
                                    > settings.times().registration().toNanos()
                            && !worker.stopping()) {
                        onStartFailed(
                                worker.id(),
                                "did not register in time (resourcemanager.taskmanager-registration.timeout)");
                        stop(worker, "did not register in time");
                    }
                }
                case REGISTERED -> {
                    if (worker.silentForNs(nowNs) > settings.times().lease().toNanos()) {
                        breakOff(
                                worker,
                                "it was silent for " + worker.silentForNs(nowNs) / 1_000_000
                                        + " ms (heartbeat.timeout)");
                    } else if (spare > 0 && !worker.stopping() && isIdleForLong(worker, nowNs)) {
                        spare--;
                        giveBack(worker);
                    } else {
                        worker.connection().send(new MasterMessage.Heartbeat());
                    }
                }
                case BROKEN -> {
                    // Its end is scheduled.
                }
            }
        }
        declareDemand();
        publish();
    }

    private boolean isIdleForLong(Worker worker, long nowNs) {
        if (!slots.isIdle(worker.id())) {
            worker.worksAt(nowNs);
        }
        return worker.idleForNs(nowNs) > settings.times().idleWorker().toNanos();
    }

    private void giveBack(Worker worker) {
        LOG.info("Executor {} is given back: no job has needed it for a while", worker.id());
        slots.removeExecutor(worker.id());
        worker.markStopping();
        declareDemand();
        worker.connection().send(new MasterMessage.Shutdown("no job needs this executor"));
        stop(worker, "idle");
    }

    private void publish() {
        listener.onExecutors(workers.values().stream()
                .filter(worker -> worker.state() == Worker.State.REGISTERED && !worker.stopping())
                .map(worker -> new ExecutorView(
                        worker.id(),
                        worker.registration().dataHost(),
                        worker.registration().dataPort(),
                        worker.registration().slots(),
                        slots.freeOf(worker.id()),
                        worker.heardMs(),
                        worker.registration().resources()))
                .toList());
    }
}
