package dev.weft.engine.local;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import dev.weft.engine.rpc.ControlClient;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.TaskExecutor;
import dev.weft.engine.taskexecutor.TaskExecutorSettings;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.UserCode;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Resource provider of the in-process cluster: every worker is a TaskExecutor in this JVM. Called from the
 * ResourceManager's loop and from the executors' loops, hence its methods are synchronized; they only start and stop
 * executors and notify the listener.
 */
final class LocalResourceProvider implements ResourceProvider {

    static final String HOST = "127.0.0.1";

    private final Clock clock;
    private final int masterPort;
    private final long epoch;
    private final Secret secret;
    private final TaskEngineFactory engines;
    private final UserCode userCode;
    private final Map<ExecutorId, TaskExecutor> running = new LinkedHashMap<>();
    /** Workers that no longer count towards the demand and have not stopped yet. */
    private final Map<ExecutorId, TaskExecutor> broken = new LinkedHashMap<>();

    private List<WorkerDemand> wanted = List.of();
    private Events events;
    private int started;
    private boolean finished;

    LocalResourceProvider(
            Clock clock, int masterPort, long epoch, Secret secret, TaskEngineFactory engines, UserCode userCode) {
        this.clock = clock;
        this.masterPort = masterPort;
        this.epoch = epoch;
        this.secret = secret;
        this.engines = engines;
        this.userCode = userCode;
    }

    @Override
    public synchronized void start(List<WorkerDemand> initial, Events listener) {
        events = listener;
        declare(initial);
    }

    @Override
    public synchronized void declare(List<WorkerDemand> demand) {
        wanted = List.copyOf(demand);
        for (WorkerDemand one : wanted) {
            while (!finished && running.size() < one.count()) {
                startWorker(one.spec());
            }
        }
    }

    @Override
    public synchronized void onWorkerRegistered(ExecutorId worker) {
        // Workers of this process always start.
    }

    @Override
    public synchronized void onWorkerBroken(ExecutorId worker) {
        TaskExecutor executor = running.remove(worker);
        if (executor != null) {
            broken.put(worker, executor);
            declare(wanted);
        }
    }

    private void startWorker(WorkerSpec spec) {
        ExecutorId id = new ExecutorId("local-" + started++);
        events.onWorkerStarting(id, spec, HOST);
        Runtime jvm = Runtime.getRuntime();
        Resources resources = new Resources(
                ProcessHandle.current().pid(), jvm.availableProcessors(), jvm.maxMemory(), 0, 0, spec.processBytes());
        TaskExecutorSettings settings =
                new TaskExecutorSettings(id, epoch, spec.slots(), HOST, resources, Duration.ofSeconds(30));
        TaskExecutor executor = new TaskExecutor(
                settings,
                LoopStarter.threads(clock),
                clock,
                new ControlClient(HOST, masterPort, secret, RpcSettings.defaults(), Transport.tcp()),
                onStuck -> engines.create(id, secret, onStuck),
                userCode,
                (kind, reason) -> onStopped(id, kind, reason));
        running.put(id, executor);
        executor.start();
    }

    private synchronized void onStopped(ExecutorId id, TaskExecutor.StopKind kind, String reason) {
        running.remove(id);
        broken.remove(id);
        events.onWorkerEnded(id, kind == TaskExecutor.StopKind.REQUESTED, reason);
        tellWhenFinished();
    }

    @Override
    public synchronized void stopWorker(ExecutorId worker, String reason) {
        TaskExecutor executor = running.getOrDefault(worker, broken.get(worker));
        if (executor != null) {
            executor.stop(reason);
        }
    }

    @Override
    public synchronized void finish(Outcome outcome, String diagnostics) {
        finished = true;
        running.values().forEach(executor -> executor.stop("the cluster has ended"));
        broken.values().forEach(executor -> executor.stop("the cluster has ended"));
        tellWhenFinished();
    }

    private void tellWhenFinished() {
        if (finished && running.isEmpty() && broken.isEmpty()) {
            events.onFinished();
        }
    }
}
