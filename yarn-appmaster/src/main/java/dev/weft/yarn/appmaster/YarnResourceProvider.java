package dev.weft.yarn.appmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.EventLoop.Timer;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.configuration.OutOfMemory.Process;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import dev.weft.yarn.appmaster.ContainerLedger.Effect;
import dev.weft.yarn.appmaster.ContainerLedger.Grant;
import dev.weft.yarn.appmaster.RmSession.Endpoint;
import dev.weft.yarn.common.hadoop.HadoopConfiguration;
import dev.weft.yarn.common.launch.ApplicationEnvironment.Node;
import dev.weft.yarn.common.launch.ContainerExit;
import dev.weft.yarn.common.launch.ProcessAge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Resource provider for YARN: carries out the decisions of the {@link ContainerLedger} through an {@link RmSession} and
 * an {@link ExecutorLauncher}. One loop owns all four; calls to YARN block other threads and return to the loop as
 * events.
 *
 * <p>Every public method only enqueues. The loop's queue is bounded; an overflow or a failure of the loop is fatal for
 * the application. Life cycle: {@link #register} registers and requests containers before a listener is attached,
 * {@link #launchBy} sets how granted containers are started, {@link #start} attaches the listener (and replays earlier
 * events to it), {@link #finish} reports the outcome to YARN and closes the loop.
 */
@LoopOwned
public final class YarnResourceProvider implements ResourceProvider {

    private static final Logger LOG = LoggerFactory.getLogger(YarnResourceProvider.class);
    private static final int START_THREADS = 16;

    /** How long one call to YARN may take before it counts as unanswered. */
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(10);

    /** Polling interval for the application's end after this process was told to terminate. */
    private static final Duration HURRY = Duration.ofMillis(20);

    /** @param nodes nodes to name in requests */
    record Cluster(ApplicationMasterProtocol resourceManager, NodeManagers nodeManagers, List<Node> nodes) {}

    private final Clock clock;
    private final EventLoop loop;
    private final IoExecutor rmCalls;
    private final IoExecutor nmCalls;
    private final ContainerLedger ledger;
    private final ContainerRequestTable asks;
    private final PollPacing pacing;
    private final RmSession session;
    private final ExecutorLauncher launcher;
    private final NodeManagers nodeManagers;
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final Map<ExecutorId, Container> containers = new HashMap<>();
    private final Map<WorkerSpec, Integer> early = new LinkedHashMap<>();
    private final List<Consumer<Events>> untold = new ArrayList<>();
    private Optional<Events> listener = Optional.empty();
    private Optional<Timer> nextPoll = Optional.empty();
    private boolean registeredBefore;
    private boolean hurry;
    private boolean failed;

    /** A provider for the cluster of the given settings, with default timeouts. Starts to open the connections. */
    static YarnResourceProvider connect(Machine machine, Supplier<Configuration> hadoop, List<Node> nodes) {
        Lazy<Configuration> withDeadlines =
                new Lazy<>(() -> HadoopConfiguration.withDeadlines(hadoop.get(), CALL_PATIENCE));
        YarnResourceManager resourceManager = new YarnResourceManager(withDeadlines);
        YarnResourceProvider provider = new YarnResourceProvider(
                machine,
                new Cluster(resourceManager, new YarnNodeManagers(withDeadlines), nodes),
                new RmSession.Patience(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofSeconds(5)),
                new ContainerLedger.Limits(Duration.ofSeconds(60), 10, Duration.ofMinutes(1)));
        provider.rmCalls.execute(resourceManager::prepare);
        return provider;
    }

    YarnResourceProvider(Machine machine, Cluster cluster, RmSession.Patience patience, ContainerLedger.Limits limits) {
        this.clock = machine.clock();
        this.loop = machine.loops().start("weft-yarn", (name, fault) -> onFault(fault));
        this.rmCalls = machine.io().start("weft-yarn-rm", 1);
        this.nmCalls = machine.io().start("weft-container-start", START_THREADS);
        this.ledger = new ContainerLedger(limits);
        this.asks = new ContainerRequestTable(cluster.nodes());
        this.pacing = new PollPacing(clock.nanoTime());
        this.nodeManagers = cluster.nodeManagers();
        this.session =
                new RmSession(loop, rmCalls, cluster.resourceManager(), clock, patience, asks, new FromSession());
        this.launcher = new ExecutorLauncher(loop, nmCalls, nodeManagers, clock, new FromLauncher());
    }

    /**
     * Registers the application master and requests workers in the same step, before the JobManager has read its job.
     * Called once.
     *
     * @param endpoint where the application master can be reached
     * @param demand what to ask for
     * @param maxFailures executors that may end by their own fault within a minute
     */
    void register(Endpoint endpoint, List<WorkerDemand> demand, int maxFailures) {
        enqueue(() -> {
            LOG.info("Registering with the ResourceManager; web interface at {}", endpoint.trackingUrl());
            ledger.tolerate(maxFailures);
            demand.forEach(d -> early.merge(d.spec(), d.count(), Integer::sum));
            // Decided now, sent when registered: the JobManager may have changed its demand by then.
            carryOut(ledger.onDemand(demands(early)));
            session.register(endpoint);
        });
    }

    /** Sets how a kind of worker is started. Containers that were granted before wait for this call. Called once. */
    void launchBy(Function<WorkerSpec, ContainerLaunchContext> how) {
        enqueue(() -> launcher.launchBy(how));
    }

    @Override
    public void start(List<WorkerDemand> initial, Events events) {
        enqueue(() -> {
            listener = Optional.of(events);
            untold.forEach(event -> event.accept(events));
            untold.clear();
            // What was asked for early is not taken back by a JobManager that has not read its job yet.
            initial.forEach(d -> early.merge(d.spec(), d.count(), Math::max));
            carryOut(ledger.onDemand(demands(early)));
        });
    }

    @Override
    public void declare(List<WorkerDemand> demand) {
        enqueue(() -> carryOut(ledger.onDemand(demand)));
    }

    @Override
    public void onWorkerRegistered(ExecutorId worker) {
        enqueue(() -> ledger.onRegistered(worker));
    }

    @Override
    public void onWorkerBroken(ExecutorId worker) {
        enqueue(() -> {
            LOG.info("Container {} does not count towards the demand any more: its executor is unreachable", worker);
            pacing.onNews(clock.nanoTime());
            carryOut(ledger.onBroken(worker));
        });
    }

    @Override
    public void stopWorker(ExecutorId worker, String reason) {
        enqueue(() -> {
            LOG.info("Releasing container {}: {}", worker, reason);
            carryOut(ledger.onStop(worker, reason));
        });
    }

    @Override
    public void finish(Outcome outcome, String diagnostics) {
        enqueue(() -> {
            FinalApplicationStatus status = switch (outcome) {
                case SUCCEEDED -> FinalApplicationStatus.SUCCEEDED;
                case FAILED -> FinalApplicationStatus.FAILED;
                case CANCELED -> FinalApplicationStatus.KILLED;
            };
            LOG.info("Unregistering from the ResourceManager with status {}", status);
            session.finish(status, diagnostics);
        });
    }

    /**
     * Called when this process is told to terminate: polls YARN at short intervals whether the application has ended or
     * will get another attempt.
     */
    void hurry() {
        enqueue(() -> {
            hurry = true;
            pacing.onNews(clock.nanoTime());
            poll();
        });
    }

    /** Completed when YARN says that the application has ended; never when it gets another attempt, or when YARN does not say. */
    CompletableFuture<Void> applicationOver() {
        return over;
    }

    /** Completed when {@link #finish} is complete and the executors have had time to end. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    private void enqueue(Runnable event) {
        loop.execute(() -> handle(event));
    }

    /** Handles every event, from any source. */
    private void handle(Runnable event) {
        loop.assertInLoop();
        try {
            event.run();
            pollWhenDue();
        } catch (RuntimeException e) {
            onFault(e);
        }
    }

    /**
     * Calls YARN at once when there is something to send (an accepted grant lowers the request), else when the polling
     * interval is over.
     */
    private void pollWhenDue() {
        nextPoll.ifPresent(Timer::cancel);
        nextPoll = Optional.empty();
        if (failed || !session.isReady()) {
            return;
        }
        long waitNs = session.hasNews() ? 0 : pacing.untilNextNs(clock.nanoTime());
        if (waitNs <= 0) {
            poll();
        } else {
            nextPoll = Optional.of(loop.schedule(hurry ? HURRY : Duration.ofNanos(waitNs), () -> enqueue(this::poll)));
        }
    }

    private void poll() {
        if (failed || !session.isReady()) {
            return;
        }
        long nowNs = clock.nanoTime();
        carryOut(ledger.onTick(nowNs));
        if (pacing.isStale(nowNs)) {
            asks.withdrawNames();
        }
        session.allocate();
    }

    private void hear(AllocateResponse answer) {
        long nowNs = clock.nanoTime();
        if (!answer.getNMTokens().isEmpty()) {
            nodeManagers.accept(answer.getNMTokens());
        }
        List<Grant> grants = new ArrayList<>();
        for (Container container : answer.getAllocatedContainers()) {
            ExecutorId id = new ExecutorId(container.getId().toString());
            containers.putIfAbsent(id, container);
            // A container that was not requested is surplus like any other: there is no demand for such a worker.
            WorkerSpec spec = asks.specOf(container.getAllocationRequestId()).orElse(new WorkerSpec(0, 0, 0));
            grants.add(new Grant(id, spec, container.getNodeId().getHost()));
        }
        carryOut(ledger.onGranted(grants, nowNs));
        for (ContainerStatus status : answer.getCompletedContainersStatuses()) {
            ExecutorId id = new ExecutorId(status.getContainerId().toString());
            session.forget(status.getContainerId());
            containers.remove(id);
            carryOut(ledger.onCompleted(
                    id,
                    ContainerExit.of(
                            Process.TASKMANAGER,
                            status.getExitStatus(),
                            status.getDiagnostics() == null ? "" : status.getDiagnostics()),
                    nowNs));
        }
        if (!grants.isEmpty() || !answer.getCompletedContainersStatuses().isEmpty()) {
            pacing.onNews(nowNs);
        }
    }

    private void carryOut(List<Effect> effects) {
        for (Effect effect : effects) {
            if (effect instanceof Effect.Ask ask) {
                LOG.info("Containers outstanding: {} of {}", ask.outstanding(), ask.spec());
                asks.set(ask.spec(), ask.outstanding());
                pacing.onNews(clock.nanoTime());
            } else if (effect instanceof Effect.Launch launch) {
                Grant grant = launch.grant();
                tell(events -> events.onWorkerStarting(grant.id(), grant.spec(), grant.host()));
                launcher.launch(grant, containers.get(grant.id()));
            } else if (effect instanceof Effect.Release release) {
                launcher.forget(release.id());
                session.release(containers.get(release.id()).getId());
            } else if (effect instanceof Effect.StopAtNode stop) {
                launcher.stop(containers.get(stop.grant().id()));
            } else if (effect instanceof Effect.Ended ended) {
                LOG.info("Container {} {}", ended.id(), ended.reason());
                tell(events -> events.onWorkerEnded(ended.id(), ended.requested(), ended.reason()));
            } else if (effect instanceof Effect.Fatal fatal) {
                fail(fatal.failure());
            }
        }
    }

    private void refuseOversized(Resource most) {
        for (WorkerSpec spec : early.keySet()) {
            Resource wanted = ContainerRequestTable.resource(spec);
            if (wanted.getMemorySize() > most.getMemorySize() || wanted.getVirtualCores() > most.getVirtualCores()) {
                throw new WeftException(
                        ErrorCode.INSUFFICIENT_RESOURCES,
                        "an executor needs " + wanted.getMemorySize() + " MB and " + wanted.getVirtualCores()
                                + " vcores, but YARN gives a container at most " + most.getMemorySize() + " MB and "
                                + most.getVirtualCores()
                                + " vcores: lower taskmanager.memory.process.size (-ytm) or yarn.containers.vcores");
            }
        }
    }

    private void onFault(Throwable fault) {
        fail(
                fault instanceof WeftException weft
                        ? weft
                        : new WeftException(ErrorCode.INTERNAL, "the conversation with YARN broke: " + fault, fault));
    }

    /** Stops requesting containers and reports the failure; {@link #finish} still works. */
    private void fail(WeftException failure) {
        loop.assertInLoop();
        failed = true;
        LOG.error("Cannot get containers from YARN", failure);
        tell(events -> events.onFatal(failure));
    }

    private void tell(Consumer<Events> event) {
        listener.ifPresentOrElse(event, () -> untold.add(event));
    }

    private static List<WorkerDemand> demands(Map<WorkerSpec, Integer> counts) {
        return counts.entrySet().stream()
                .map(e -> new WorkerDemand(e.getKey(), e.getValue()))
                .toList();
    }

    private final class FromSession implements RmSession.Listener {
        @Override
        public void onRegistered(Optional<Resource> most) {
            handle(() -> {
                if (!registeredBefore) {
                    registeredBefore = true;
                    most.ifPresent(YarnResourceProvider.this::refuseOversized);
                    poll();
                    LOG.info("Registered with the ResourceManager and asked for containers {}", ProcessAge.now());
                    launcher.prepare();
                }
            });
        }

        @Override
        public void onAnswer(Optional<AllocateResponse> news) {
            handle(() -> {
                pacing.onPolled(clock.nanoTime());
                news.ifPresent(YarnResourceProvider.this::hear);
            });
        }

        @Override
        public void onFailed(WeftException why) {
            fail(why);
        }

        @Override
        public void onOver() {
            over.complete(null);
        }

        @Override
        public void onFinished() {
            loop.assertInLoop();
            tell(Events::onFinished);
            launcher.awaitEnds(containers.values(), () -> {
                loop.close();
                rmCalls.close();
                nmCalls.close();
                nodeManagers.close();
                closed.complete(null);
            });
        }
    }

    private final class FromLauncher implements ExecutorLauncher.Listener {
        @Override
        public void onStarted(ExecutorId id) {
            handle(() -> carryOut(ledger.onStarted(id)));
        }

        @Override
        public void onStartFailed(ExecutorId id, String reason) {
            handle(() -> carryOut(ledger.onStartFailed(id, reason, clock.nanoTime())));
        }
    }
}
