package dev.weft.yarn.appmaster;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.ExecutorId;
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
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.FinalApplicationStatus;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.client.ClientRMProxy;
import org.apache.hadoop.yarn.exceptions.YarnException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets workers from YARN. One thread of its own owns the {@link ContainerLedger} and speaks to the ResourceManager; a few more start
 * containers. Every public method only enqueues. Life: {@link #open} prepares the way to YARN, {@link #register} registers and asks before
 * anybody listens, {@link #launchBy} says how to start what is granted, {@link #start} attaches the listener (what happened before is
 * told then), {@link #finish} ends both the application and the thread.
 */
public final class YarnResourceProvider implements ResourceProvider {

    private static final Logger LOG = LoggerFactory.getLogger(YarnResourceProvider.class);
    private static final int START_THREADS = 16;

    /** How long to wait for so many executors to end before the application master does. */
    private static final Duration LEAVE_LAST = Duration.ofSeconds(5);

    private static final int LEAVE_LAST_OF = 32;

    /** How long one call to YARN may take before it counts as unanswered. */
    private static final Duration CALL_PATIENCE = Duration.ofSeconds(10);

    /** The cluster that the provider speaks to. Hadoop's part is made on the provider's thread: its classes take their time. */
    record Cluster(
            Clock clock,
            Supplier<Configuration> hadoop,
            Function<Configuration, ApplicationMasterProtocol> resourceManager,
            Function<Configuration, NodeManagers> nodeManagers,
            List<Node> nodes,
            RmSession.Patience patience,
            ContainerLedger.Limits limits) {}

    private final Cluster cluster;
    private final LinkedBlockingQueue<Runnable> commands = new LinkedBlockingQueue<>();
    private final ExecutorService starters = Executors.newFixedThreadPool(START_THREADS, task -> {
        Thread thread = new Thread(task, "weft-container-start");
        thread.setDaemon(true);
        return thread;
    });

    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final ContainerLedger ledger;
    private final AskBook asks;
    private final PollPacing pacing;
    private final Map<ExecutorId, Container> containers = new HashMap<>();
    private final Map<WorkerSpec, ContainerLaunchContext> contexts = new HashMap<>();
    private final Map<WorkerSpec, Integer> early = new LinkedHashMap<>();
    private final List<Consumer<Events>> untold = new ArrayList<>();
    private Optional<Events> listener = Optional.empty();
    private Configuration hadoop;
    private ApplicationMasterProtocol resourceManager;
    private RmSession session;
    private Optional<Function<WorkerSpec, ContainerLaunchContext>> launches = Optional.empty();
    private final Map<ExecutorId, Grant> grantedEarly = new LinkedHashMap<>();
    private NodeManagers nodeManagers;
    private boolean failed;
    private boolean finished;

    /** On the cluster that the settings name, with the usual deadlines. */
    static YarnResourceProvider of(Supplier<Configuration> hadoop, List<Node> nodes) {
        return new YarnResourceProvider(new Cluster(
                Clock.system(),
                () -> HadoopConfiguration.withDeadlines(hadoop.get(), CALL_PATIENCE),
                YarnResourceProvider::connect,
                YarnNodeManagers::new,
                nodes,
                new RmSession.Patience(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofSeconds(5)),
                new ContainerLedger.Limits(Duration.ofSeconds(60), 10, Duration.ofMinutes(1))));
    }

    private static ApplicationMasterProtocol connect(Configuration hadoop) {
        try {
            return ClientRMProxy.createRMProxy(hadoop, ApplicationMasterProtocol.class);
        } catch (IOException e) {
            throw new WeftException(
                    ErrorCode.EXTERNAL_SERVICE, "cannot connect to the ResourceManager: " + e.getMessage(), e);
        }
    }

    YarnResourceProvider(Cluster cluster) {
        this.cluster = cluster;
        this.ledger = new ContainerLedger(cluster.limits());
        this.asks = new AskBook(cluster.nodes());
        this.pacing = new PollPacing(cluster.clock().nanoTime());
    }

    /** Begins to prepare the way to the ResourceManager. Called once, first. */
    void open() {
        Thread thread = new Thread(this::run, "weft-yarn");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Registers the application master and asks for workers in the same breath, before the JobManager has read its job. Called once.
     *
     * @param endpoint where the application master can be reached
     * @param demand what to ask for
     * @param maxFailures executors that may end by their own fault within a minute
     */
    void register(Endpoint endpoint, List<WorkerDemand> demand, int maxFailures) {
        commands.add(() -> {
            if (!failed) {
                ledger.tolerate(maxFailures);
                registerNow(endpoint, demand);
            }
        });
    }

    /** How a worker of some kind is started. Containers that are granted before this is known wait for it. Called once. */
    void launchBy(Function<WorkerSpec, ContainerLaunchContext> how) {
        commands.add(() -> {
            launches = Optional.of(how);
            grantedEarly.values().forEach(this::launch);
            grantedEarly.clear();
        });
    }

    @Override
    public void start(List<WorkerDemand> initial, Events events) {
        commands.add(() -> {
            listener = Optional.of(events);
            untold.forEach(event -> event.accept(events));
            untold.clear();
            // What was asked for early is not taken back by a JobManager that has not read its job yet.
            Map<WorkerSpec, Integer> total = new LinkedHashMap<>(early);
            initial.forEach(d -> total.merge(d.spec(), d.count(), Math::max));
            carryOut(ledger.onDemand(demands(total)));
        });
    }

    @Override
    public void declare(List<WorkerDemand> demand) {
        commands.add(() -> carryOut(ledger.onDemand(demand)));
    }

    @Override
    public void stopWorker(ExecutorId worker, String reason) {
        commands.add(() -> {
            LOG.info("Giving back container {}: {}", worker, reason);
            carryOut(ledger.onStop(worker, reason));
        });
    }

    @Override
    public void finish(Outcome outcome, String diagnostics) {
        commands.add(() -> {
            finished = true;
            FinalApplicationStatus status = switch (outcome) {
                case SUCCEEDED -> FinalApplicationStatus.SUCCEEDED;
                case FAILED -> FinalApplicationStatus.FAILED;
                case CANCELED -> FinalApplicationStatus.KILLED;
            };
            LOG.info("Unregistering from the ResourceManager with status {}", status);
            if (session != null) {
                session.finish(status, diagnostics);
            }
            tell(Events::onFinished);
            leaveLast();
        });
    }

    /** Completed when this provider's thread has ended. */
    public CompletableFuture<Void> closed() {
        return closed;
    }

    /**
     * Waits a little for the executors' own end: when the application master's container is gone, YARN kills those that are left, in the
     * middle of writing a log or a class-data archive.
     */
    private void leaveLast() {
        List<Container> left = containers.values().stream().limit(LEAVE_LAST_OF).toList();
        long deadlineNs = cluster.clock().nanoTime() + LEAVE_LAST.toNanos();
        while (nodeManagers != null && cluster.clock().nanoTime() < deadlineNs) {
            left = left.stream().filter(nodeManagers::isRunning).toList();
            if (left.isEmpty()) {
                return;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private void registerNow(Endpoint endpoint, List<WorkerDemand> demand) {
        session = new RmSession(resourceManager, hadoop, cluster.clock(), cluster.patience(), endpoint, asks);
        RegisterApplicationMasterResponse registration = session.register();
        demand.forEach(d -> early.merge(d.spec(), d.count(), Integer::sum));
        refuseOversized(demand, registration.getMaximumResourceCapability());
        carryOut(ledger.onDemand(demand));
        exchange();
        LOG.info(
                "Registered with the ResourceManager and asked for containers {}; web interface at {}",
                ProcessAge.now(),
                endpoint.trackingUrl());
        // Preparing to speak to NodeManagers takes classes: it happens while the request waits for its answer.
        nodeManagers();
    }

    private void run() {
        try {
            hadoop = cluster.hadoop().get();
            resourceManager = cluster.resourceManager().apply(hadoop);
        } catch (RuntimeException e) {
            fail(e);
        }
        try {
            while (!finished) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            starters.shutdownNow();
            if (nodeManagers != null) {
                nodeManagers.close();
            }
            closed.complete(null);
        }
    }

    /** Waits for a command or for the time to ask the ResourceManager, and does all that is due. */
    private void step() throws InterruptedException {
        long waitNs = failed || session == null
                ? Long.MAX_VALUE
                : Math.max(0, pacing.untilNextNs(cluster.clock().nanoTime()));
        Runnable command = commands.poll(waitNs, TimeUnit.NANOSECONDS);
        try {
            while (command != null) {
                command.run();
                command = finished ? null : commands.poll();
            }
            if (session != null && !failed && !finished) {
                long nowNs = cluster.clock().nanoTime();
                carryOut(ledger.onTick(nowNs));
                if (session.hasUnsent() || pacing.untilNextNs(nowNs) <= 0) {
                    exchange();
                }
            }
        } catch (RuntimeException e) {
            fail(e);
        }
    }

    /** Asks the ResourceManager, and again while its answer leaves something to be said: an accepted grant takes its request back at once. */
    private void exchange() {
        do {
            if (pacing.isStale(cluster.clock().nanoTime())) {
                asks.withdrawNames();
            }
            Optional<AllocateResponse> answer = session.allocate();
            pacing.onPolled(cluster.clock().nanoTime());
            if (answer.isEmpty()) {
                return;
            }
            hear(answer.get());
        } while (session.hasUnsent() && !failed);
    }

    private void hear(AllocateResponse answer) {
        long nowNs = cluster.clock().nanoTime();
        if (!answer.getNMTokens().isEmpty()) {
            nodeManagers().accept(answer.getNMTokens());
        }
        List<Grant> grants = new ArrayList<>();
        for (Container container : answer.getAllocatedContainers()) {
            ExecutorId id = new ExecutorId(container.getId().toString());
            containers.putIfAbsent(id, container);
            // A container for a request that nobody made is surplus like any other: nobody demands such a worker.
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
                pacing.onNews(cluster.clock().nanoTime());
            } else if (effect instanceof Effect.Launch launch) {
                launches.ifPresentOrElse(
                        known -> launch(launch.grant()),
                        () -> grantedEarly.put(launch.grant().id(), launch.grant()));
            } else if (effect instanceof Effect.Release release) {
                grantedEarly.remove(release.id());
                session.release(containers.get(release.id()).getId());
            } else if (effect instanceof Effect.StopAtNode stop) {
                stopAtNode(containers.get(stop.grant().id()));
            } else if (effect instanceof Effect.Ended ended) {
                LOG.info("Container {} {}", ended.id(), ended.reason());
                tell(events -> events.onWorkerEnded(ended.id(), ended.requested(), ended.reason()));
            } else if (effect instanceof Effect.Fatal fatal) {
                fail(fatal.failure());
            }
        }
    }

    private void launch(Grant grant) {
        Container container = containers.get(grant.id());
        LOG.info("Starting an executor in {} on {}", grant.id(), grant.host());
        ContainerLaunchContext context = contexts.computeIfAbsent(grant.spec(), launches.orElseThrow());
        NodeManagers nodes = nodeManagers();
        tell(events -> events.onWorkerStarting(grant.id(), grant.spec(), grant.host()));
        starters.execute(() -> {
            try {
                nodes.start(container, context);
                commands.add(() -> carryOut(ledger.onStarted(grant.id())));
            } catch (IOException | YarnException | RuntimeException e) {
                LOG.warn("Cannot start {}", grant.id(), e);
                String reason =
                        String.valueOf(e.getMessage()).lines().findFirst().orElse("");
                commands.add(() -> carryOut(
                        ledger.onStartFailed(grant.id(), reason, cluster.clock().nanoTime())));
            }
        });
    }

    private void stopAtNode(Container container) {
        NodeManagers nodes = nodeManagers();
        starters.execute(() -> {
            try {
                nodes.stop(container);
            } catch (IOException | YarnException | RuntimeException e) {
                LOG.info("Cannot stop {} at its node; the ResourceManager will: {}", container.getId(), e.toString());
            }
        });
    }

    private NodeManagers nodeManagers() {
        if (nodeManagers == null) {
            nodeManagers = cluster.nodeManagers().apply(hadoop);
        }
        return nodeManagers;
    }

    private void refuseOversized(List<WorkerDemand> demand, Resource maximum) {
        for (WorkerDemand d : demand) {
            Resource wanted = AskBook.resource(d.spec());
            if (wanted.getMemorySize() > maximum.getMemorySize()
                    || wanted.getVirtualCores() > maximum.getVirtualCores()) {
                throw new WeftException(
                        ErrorCode.INSUFFICIENT_RESOURCES,
                        "an executor needs " + wanted.getMemorySize() + " MB and " + wanted.getVirtualCores()
                                + " vcores, but YARN gives a container at most " + maximum.getMemorySize() + " MB and "
                                + maximum.getVirtualCores()
                                + " vcores: lower taskmanager.memory.process.size (-ytm) or yarn.containers.vcores");
            }
        }
    }

    /** Nothing is asked for any more; {@link #finish} is still obeyed. */
    private void fail(RuntimeException e) {
        failed = true;
        WeftException failure = e instanceof WeftException weft
                ? weft
                : new WeftException(ErrorCode.INTERNAL, "the conversation with YARN broke: " + e, e);
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
}
