package dev.weft.yarn.appmaster;

import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.yarn.api.ApplicationMasterProtocol;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateRequest;
import org.apache.hadoop.yarn.api.protocolrecords.AllocateResponse;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.FinishApplicationMasterResponse;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterRequest;
import org.apache.hadoop.yarn.api.protocolrecords.RegisterApplicationMasterResponse;
import org.apache.hadoop.yarn.api.records.ApplicationAttemptId;
import org.apache.hadoop.yarn.api.records.ApplicationId;
import org.apache.hadoop.yarn.api.records.Container;
import org.apache.hadoop.yarn.api.records.ContainerExitStatus;
import org.apache.hadoop.yarn.api.records.ContainerId;
import org.apache.hadoop.yarn.api.records.ContainerLaunchContext;
import org.apache.hadoop.yarn.api.records.ContainerState;
import org.apache.hadoop.yarn.api.records.ContainerStatus;
import org.apache.hadoop.yarn.api.records.NMToken;
import org.apache.hadoop.yarn.api.records.NodeId;
import org.apache.hadoop.yarn.api.records.Priority;
import org.apache.hadoop.yarn.api.records.Resource;
import org.apache.hadoop.yarn.api.records.ResourceRequest;
import org.apache.hadoop.yarn.exceptions.ApplicationMasterNotRegisteredException;
import org.apache.hadoop.yarn.exceptions.InvalidApplicationMasterRequestException;
import org.apache.hadoop.yarn.exceptions.YarnException;

/**
 * Simulated YARN for one application: a ResourceManager that grants containers with the heartbeats of its nodes, and
 * NodeManagers that start processes in them. As strict as the real one about registration and response ids; where YARN
 * gives no guarantee, it behaves in every permitted way. Calls take time, and may fail before or after they were
 * carried out.
 */
public final class SimulatedYarn implements ApplicationMasterProtocol, NodeManagers {

    private static final ApplicationAttemptId ATTEMPT =
            ApplicationAttemptId.newInstance(ApplicationId.newInstance(7, 1), 1);
    private static final String SLOTS = "SLOTS";

    /**
     * How often it uses its freedom, in permille of the occasions.
     *
     * @param unansweredCalls calls that fail, half of them after they were carried out
     * @param surplus grants with a container that nobody asked for
     * @param strange grants of another size, or for no request that is known
     * @param doubled completions that are told twice
     * @param preempted containers that are taken back, of a thousand at each heartbeat
     * @param dyingStarts containers whose process ends while it is being started
     * @param outliving containers whose process lives on for a while after the end that is told, as on a node that is cut off
     * @param slowStart how long a start may take
     * @param heartbeat of a node
     */
    public record Manners(
            int unansweredCalls,
            int surplus,
            int strange,
            int doubled,
            int preempted,
            int dyingStarts,
            int outliving,
            Duration slowStart,
            Duration heartbeat) {

        /** From now on it behaves well. */
        public Manners calm() {
            return new Manners(0, 0, 0, 0, 0, 0, 0, Duration.ofMillis(50), heartbeat);
        }

        /** The same, but processes live on in so many of a thousand cases. */
        public Manners outlived(int permille) {
            return new Manners(
                    unansweredCalls, surplus, strange, doubled, preempted, dyingStarts, permille, slowStart, heartbeat);
        }
    }

    /** Starts the process of an executor. */
    @FunctionalInterface
    public interface Launcher {
        SimProcess launch(ExecutorId id, int slots, String host);
    }

    private enum State {
        /** Decided, the application master does not know it. */
        ALLOCATED,
        ACQUIRED,
        STARTED,
        COMPLETE
    }

    private static final class Held {
        final Container container;
        State state = State.ALLOCATED;
        Optional<SimProcess> process = Optional.empty();
        boolean released;

        Held(Container container) {
            this.container = container;
        }
    }

    private static final Duration LONGEST_AFTERLIFE = Duration.ofSeconds(90);

    private final Scheduler scheduler;
    private final LoopActor nature;
    private final Rng random;
    private final SimProcess master;
    private final Launcher launcher;
    private final List<NodeId> nodes = new ArrayList<>();
    private final Map<Long, ResourceRequest> asks = new TreeMap<>();
    private final Map<ContainerId, Held> containers = new LinkedHashMap<>();
    private final List<Container> granted = new ArrayList<>();
    private final List<ContainerStatus> completed = new ArrayList<>();
    private final List<NMToken> tokens = new ArrayList<>();
    private final Map<String, Integer> seen = new TreeMap<>();
    private Manners manners;
    private Optional<ContainerAudit> audit = Optional.empty();
    private Optional<AllocateResponse> last = Optional.empty();
    private boolean registered;
    private boolean over;
    private long nextContainer = 2;
    private int callsUntilOutcomeIsStored = 2;

    public SimulatedYarn(
            Scheduler scheduler,
            LoopActor nature,
            Rng random,
            SimProcess master,
            int nodeCount,
            Manners manners,
            Launcher launcher) {
        this.scheduler = scheduler;
        this.nature = nature;
        this.random = random;
        this.master = master;
        this.manners = manners;
        this.launcher = launcher;
        for (int node = 1; node <= nodeCount; node++) {
            nodes.add(NodeId.newInstance("node" + node, 8041));
            tokens.add(NMToken.newInstance(
                    nodes.get(node - 1),
                    org.apache.hadoop.yarn.api.records.Token.newInstance(new byte[0], "", new byte[0], "")));
        }
        nature.after(manners.heartbeat().toNanos(), this::heartbeat);
    }

    /** The real driver and the real ledger, talking to this. */
    public YarnResourceProvider provider(List<WorkerDemand> early) {
        YarnResourceProvider provider = new YarnResourceProvider(
                master.machine(),
                new YarnResourceProvider.Cluster(this, this, List.of()),
                new RmSession.Patience(Duration.ofSeconds(20), Duration.ofMinutes(15), Duration.ofSeconds(5)),
                new ContainerLedger.Limits(Duration.ofSeconds(60), 1000, Duration.ofMinutes(1)));
        provider.register(new RmSession.Endpoint("master", 1, "http://master:1"), early, 1000);
        provider.launchBy(SimulatedYarn::launchContext);
        audit = Optional.of(new ContainerAudit(this, provider));
        return provider;
    }

    private static ContainerLaunchContext launchContext(WorkerSpec spec) {
        return ContainerLaunchContext.newInstance(
                Map.of(), Map.of(SLOTS, String.valueOf(spec.slots())), List.of(), Map.of(), null, Map.of());
    }

    // ---- what the simulation asks and does

    /** How often something rare has happened. */
    public Map<String, Integer> seen() {
        return seen;
    }

    public void behave(Manners now) {
        manners = now;
    }

    /** Processes that run in containers. */
    public List<SimProcess> running() {
        return containers.values().stream()
                .flatMap(held -> held.process.stream())
                .filter(SimProcess::isAlive)
                .toList();
    }

    /** Audits the application master's ledger; there is one as soon as there is a provider. */
    public ContainerAudit audit() {
        return audit.orElseThrow();
    }

    /** Containers in which a process was started and has not ended. */
    List<ExecutorId> runningContainers() {
        List<ExecutorId> running = new ArrayList<>();
        containers.values().forEach(held -> {
            if (held.state == State.STARTED) {
                running.add(new ExecutorId(held.container.getId().toString()));
            }
        });
        return running;
    }

    /** Containers that the application master knows and has not given back. */
    public long held() {
        return containers.values().stream()
                .filter(held -> held.state == State.ACQUIRED || held.state == State.STARTED)
                .filter(held -> !held.released)
                .count();
    }

    /** The ResourceManager has stored the outcome. */
    public boolean isOver() {
        return over;
    }

    /** The ResourceManager restarts: containers go on, registration, requests and grants on their way are forgotten. */
    public void restart() {
        note("ResourceManager restarts");
        count("resource manager restarted");
        registered = false;
        last = Optional.empty();
        asks.clear();
        granted.clear();
        // It learns from the nodes which containers there are; a node knows a container when it is started.
        containers.values().stream()
                .filter(held -> held.state == State.ALLOCATED || held.state == State.ACQUIRED)
                .forEach(held -> complete(held, ContainerExitStatus.ABORTED, false));
    }

    /** A process has ended by itself or was killed; its NodeManager tells at its next heartbeat. */
    public void onExit(ExecutorId id, int status) {
        find(id).ifPresent(held -> complete(held, status, true));
    }

    private Optional<Held> find(ExecutorId id) {
        return containers.values().stream()
                .filter(held -> held.container.getId().toString().equals(id.text()))
                .findFirst();
    }

    private void note(String what) {
        scheduler.trace().note(scheduler.nowNs(), what);
    }

    private void count(String what) {
        seen.merge(what, 1, Integer::sum);
    }

    // ---- the nodes

    private void heartbeat() {
        if (!over) {
            asks.values().forEach(this::grant);
            asks.replaceAll((kind, ask) -> without(ask));
            preempt();
            nature.after(manners.heartbeat().toNanos(), this::heartbeat);
        }
    }

    private ResourceRequest without(ResourceRequest ask) {
        return ResourceRequest.newBuilder()
                .allocationRequestId(ask.getAllocationRequestId())
                .priority(ask.getPriority())
                .resourceName(ask.getResourceName())
                .capability(ask.getCapability())
                .numContainers(0)
                .build();
    }

    private void grant(ResourceRequest ask) {
        for (int i = 0; i < ask.getNumContainers(); i++) {
            allocate(ask.getAllocationRequestId(), ask.getCapability());
            if (random.permille(manners.surplus())) {
                count("surplus container granted");
                allocate(ask.getAllocationRequestId(), ask.getCapability());
            }
            if (random.permille(manners.strange())) {
                count("strange container granted");
                allocate(random.coin() ? 0 : ask.getAllocationRequestId(), Resource.newInstance(64, 1));
            }
        }
    }

    private void allocate(long kind, Resource size) {
        Container container = Container.newInstance(
                ContainerId.newContainerId(ATTEMPT, nextContainer++),
                random.oneOf(nodes),
                "",
                size,
                Priority.newInstance((int) kind),
                null);
        container.setAllocationRequestId(kind);
        containers.put(container.getId(), new Held(container));
        granted.add(container);
    }

    private void preempt() {
        for (Held held : List.copyOf(containers.values())) {
            if (held.state == State.STARTED && random.permille(manners.preempted())) {
                count("container preempted");
                note(held.container.getId() + " is preempted");
                complete(held, ContainerExitStatus.PREEMPTED, true);
            }
        }
    }

    private void end(SimProcess process, boolean mayLiveOn) {
        if (mayLiveOn && random.permille(manners.outliving())) {
            count("process lived on after its container's end");
            nature.after(random.between(0, LONGEST_AFTERLIFE.toNanos()), process::kill);
        } else {
            process.kill();
        }
    }

    /** @param told whether the application master will hear of it */
    private void complete(Held held, int status, boolean told) {
        if (held.state == State.COMPLETE) {
            return;
        }
        State before = held.state;
        held.state = State.COMPLETE;
        held.process.filter(SimProcess::isAlive).ifPresent(process -> end(process, told));
        if (!told || before == State.ALLOCATED) {
            return;
        }
        ContainerStatus end =
                ContainerStatus.newInstance(held.container.getId(), ContainerState.COMPLETE, "simulated", status);
        nature.after(random.between(0, manners.heartbeat().toNanos()), () -> completed.add(end));
        if (random.permille(manners.doubled())) {
            count("completion told twice");
            nature.after(random.between(0, 5 * manners.heartbeat().toNanos()), () -> completed.add(end));
        }
    }

    // ---- the ResourceManager's calls

    private interface Call<T> {
        T run() throws YarnException, IOException;
    }

    private <T> T call(String what, Call<T> call) throws YarnException, IOException {
        master.pause(random.between(100_000L, 5_000_000L));
        boolean fails = random.permille(manners.unansweredCalls());
        if (fails && random.coin()) {
            count(what + " failed");
            throw new IOException("simulated: no connection for " + what);
        }
        T answer = call.run();
        if (fails) {
            count(what + " was carried out but not answered");
            throw new IOException("simulated: no answer to " + what);
        }
        master.pause(random.between(100_000L, 5_000_000L));
        return answer;
    }

    @Override
    public RegisterApplicationMasterResponse registerApplicationMaster(RegisterApplicationMasterRequest request)
            throws YarnException, IOException {
        return call("register", () -> {
            if (registered) {
                throw new InvalidApplicationMasterRequestException(
                        "Application Master is already registered : " + ATTEMPT.getApplicationId());
            }
            registered = true;
            return RegisterApplicationMasterResponse.newInstance(
                    Resource.newInstance(64, 1),
                    Resource.newInstance(8192, 8),
                    Map.of(),
                    null,
                    List.of(),
                    "q",
                    List.of());
        });
    }

    @Override
    public AllocateResponse allocate(AllocateRequest request) throws YarnException, IOException {
        return call("allocate", () -> {
            if (!registered) {
                throw new ApplicationMasterNotRegisteredException(
                        "AM is not registered for known application attempt: " + ATTEMPT);
            }
            int expected = last.map(AllocateResponse::getResponseId).orElse(0);
            if (last.isPresent() && request.getResponseId() == expected - 1) {
                count("allocate answered from memory");
                return last.get();
            }
            if (request.getResponseId() != expected) {
                throw new InvalidApplicationMasterRequestException(
                        "expect responseId to be " + expected + " but get " + request.getResponseId());
            }
            request.getAskList().stream()
                    .filter(ask -> ask.getResourceName().equals(ResourceRequest.ANY))
                    .forEach(ask -> asks.put(ask.getAllocationRequestId(), ask));
            request.getReleaseList().forEach(this::release);
            last = Optional.of(news(expected + 1));
            return last.get();
        });
    }

    private void release(ContainerId id) {
        Held held = containers.get(id);
        if (held != null && !held.released) {
            held.released = true;
            if (held.state == State.ACQUIRED) {
                count("container given back unused");
            }
            nature.after(
                    random.between(0, manners.heartbeat().toNanos()),
                    () -> complete(held, ContainerExitStatus.ABORTED, true));
        }
    }

    private AllocateResponse news(int responseId) {
        granted.forEach(container -> containers.get(container.getId()).state = State.ACQUIRED);
        AllocateResponse answer = AllocateResponse.newInstance(
                responseId,
                List.copyOf(completed),
                List.copyOf(granted),
                List.of(),
                Resource.newInstance(0, 0),
                null,
                nodes.size(),
                null,
                List.copyOf(tokens));
        completed.clear();
        granted.clear();
        tokens.clear();
        return answer;
    }

    @Override
    public FinishApplicationMasterResponse finishApplicationMaster(FinishApplicationMasterRequest request)
            throws YarnException, IOException {
        return call("finish", () -> {
            if (!registered && !over) {
                throw new ApplicationMasterNotRegisteredException(
                        "AM is not registered for known application attempt: " + ATTEMPT);
            }
            if (!over && --callsUntilOutcomeIsStored <= 0) {
                over = true;
                note("the outcome is stored: " + request.getFinalApplicationStatus());
                nature.after(Duration.ofSeconds(2).toNanos(), this::killAll);
            }
            return FinishApplicationMasterResponse.newInstance(over);
        });
    }

    /** What runs when the application has ended is killed by its nodes. */
    private void killAll() {
        List.copyOf(containers.values()).forEach(held -> complete(held, ContainerExitStatus.ABORTED, false));
        running().forEach(SimProcess::kill);
    }

    // ---- the NodeManagers' calls

    @Override
    public void accept(List<NMToken> given) {}

    @Override
    public void prepare() {}

    @Override
    public void start(Container container, ContainerLaunchContext context) throws IOException, YarnException {
        master.pause(random.between(100_000L, manners.slowStart().toNanos()));
        boolean fails = random.permille(manners.unansweredCalls());
        if (fails && random.coin()) {
            count("start of a container failed");
            throw new IOException("simulated: no connection to the node");
        }
        Held held = containers.get(container.getId());
        if (held == null || held.state != State.ACQUIRED) {
            count("start came after the container's end");
            throw new YarnException("the container " + container.getId() + " is not known any more");
        }
        held.state = State.STARTED;
        ExecutorId id = new ExecutorId(container.getId().toString());
        note("node starts " + id.text() + " on " + container.getNodeId().getHost());
        held.process = Optional.of(launcher.launch(
                id,
                Integer.parseInt(context.getEnvironment().get(SLOTS)),
                container.getNodeId().getHost()));
        if (random.permille(manners.dyingStarts())) {
            count("process ended while it was being started");
            nature.after(random.between(0, 20_000_000L), () -> complete(held, random.coin() ? 1 : 137, true));
        }
        master.pause(random.between(100_000L, manners.slowStart().toNanos()));
        if (fails) {
            count("start of a container was carried out but not answered");
            throw new IOException("simulated: no answer from the node");
        }
    }

    @Override
    public void stop(Container container) {
        master.pause(random.between(100_000L, 5_000_000L));
        Held held = containers.get(container.getId());
        if (held != null && held.state == State.STARTED) {
            complete(held, 143, true);
        }
    }

    @Override
    public boolean isRunning(Container container) {
        master.pause(random.between(100_000L, 5_000_000L));
        Held held = containers.get(container.getId());
        return held != null && held.state == State.STARTED;
    }

    @Override
    public void close() {}
}
