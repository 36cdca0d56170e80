package dev.weft.simulation;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.dispatcher.JobManagerSettings;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.protocol.ExecutorMessage.Resources;
import dev.weft.engine.resourcemanager.ResourceSettings;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerDemand;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rpc.ControlClient;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.TaskExecutor;
import dev.weft.engine.taskexecutor.TaskExecutorSettings;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.UserCode;
import dev.weft.engine.view.JobView;
import dev.weft.simulation.kernel.LoopActor;
import dev.weft.simulation.kernel.Rng;
import dev.weft.simulation.kernel.Scheduler;
import dev.weft.simulation.kernel.SimProcess;
import dev.weft.simulation.kernel.Trace;
import dev.weft.simulation.network.SimNetwork;
import dev.weft.simulation.storage.SimDisks;
import dev.weft.simulation.storage.SimFiles;
import dev.weft.yarn.appmaster.SimulatedYarn;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The processes of one simulated application: a real JobManager and real executors on simulated machines. */
final class Cluster {

    static final String MASTER = "master";
    private static final Secret SECRET = Secret.of(new byte[32]);
    private static final int KILLED = 137;

    private final Scheduler scheduler;
    private final LoopActor nature;
    private final Swarm swarm;
    private final SimNetwork network;
    private final SimFiles files;
    private final SimDisks disks;
    private final UserCode userCode;
    private final SimProcess master;
    private final SimulatedYarn yarn;
    private final JobManager jobManager;
    private final Attempts attempts = new Attempts();
    private final Auditor auditor;
    private final Map<ExecutorId, SimProcess> executors = new LinkedHashMap<>();
    private final Map<String, JobView> ended = new LinkedHashMap<>();
    private boolean finished;

    Cluster(
            Scheduler scheduler,
            LoopActor nature,
            Swarm swarm,
            SimFiles files,
            SimDisks disks,
            BlobStore blobs,
            Rng random) {
        this.scheduler = scheduler;
        this.nature = nature;
        this.swarm = swarm;
        this.files = files;
        this.disks = disks;
        userCode = new UserCode((name, entries) -> Cluster.class.getClassLoader(), blobs);
        network = new SimNetwork(scheduler, nature, random.fork(), swarm.windowBytes, swarm.networkDelay.toNanos());
        master = new SimProcess(scheduler, MASTER);
        yarn = new SimulatedYarn(scheduler, nature, random.fork(), master, swarm.nodes, swarm.manners, this::launch);
        WorkerSpec worker = new WorkerSpec(swarm.slotsPerExecutor, 1 << 30, 1);
        jobManager = new JobManager(
                new JobManagerSettings(
                        BindAddress.anyPort(MASTER),
                        RpcSettings.defaults(),
                        new ResourceSettings(1, worker, swarm.balance, ResourceSettings.Times.defaults())),
                SECRET,
                master.machine(),
                network.transport(master, MASTER),
                userCode,
                new FromJobManager());
        int expected = swarm.expectedWorkers;
        jobManager.start(
                yarn.provider(expected == 0 ? List.of() : List.of(new WorkerDemand(worker, expected))),
                expected * swarm.slotsPerExecutor);
        auditor = new Auditor(scheduler, master, jobManager, network, yarn.audit(), attempts, files);
        scheduler.auditedBy(auditor::afterStepOf);
    }

    JobManager jobManager() {
        return jobManager;
    }

    Attempts attempts() {
        return attempts;
    }

    SimulatedYarn yarn() {
        return yarn;
    }

    SimNetwork network() {
        return network;
    }

    SimProcess master() {
        return master;
    }

    /** Jobs that have ended, by id. */
    Map<String, JobView> ended() {
        return ended;
    }

    boolean isFinished() {
        return finished;
    }

    List<SimProcess> liveExecutors() {
        return executors.values().stream().filter(SimProcess::isAlive).toList();
    }

    /** Whether the executor has tasks, and the master does not count on it any more. */
    boolean runsGivenUpTasks(SimProcess executor) {
        return executor.isAlive() && auditor.isGivenUp(executor);
    }

    /** Kills an executor's process as {@code kill -9} does. */
    void kill(SimProcess executor) {
        executors.forEach((id, process) -> {
            if (process == executor) {
                exit(id, process, KILLED);
            }
        });
    }

    private void exit(ExecutorId id, SimProcess process, int status) {
        if (process.isAlive()) {
            process.kill();
            files.onDeath(process);
            yarn.onExit(id, status);
        }
    }

    private SimProcess launch(ExecutorId id, int slots, String node) {
        SimProcess process = new SimProcess(scheduler, id.text().replaceAll("container_\\d+_\\d+_\\d+_0*", "c"));
        executors.put(id, process);
        process.onDeath(() -> files.onDeath(process));
        process.onDeath(() -> disks.detach(process));
        // a JVM needs a while before it does anything
        nature.after(200_000_000L, () -> {
            if (process.isAlive()) {
                start(id, process, slots, node);
            }
        });
        return process;
    }

    private void start(ExecutorId id, SimProcess process, int slots, String node) {
        Transport transport = network.transport(process, node);
        ExchangeSettings exchange = new ExchangeSettings(
                swarm.networkBytes,
                swarm.bufferBytes,
                1 << 20,
                false,
                BindAddress.anyPort(node),
                SECRET,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(60));
        TaskExecutor executor = new TaskExecutor(
                new TaskExecutorSettings(id, 1, slots, node, new Resources(1, 1, 1, 1, 1, 1), Duration.ofMinutes(5)),
                process.machine().loops(),
                process.clock(),
                new ControlClient(MASTER, jobManager.controlPort(), SECRET, RpcSettings.defaults(), transport),
                stuck -> checked(
                        new ThreadedTaskEngine(
                                engineSettings(exchange, process, node), process.machine(), transport, stuck::accept),
                        process,
                        id),
                userCode,
                (kind, reason) -> nature.after(1_000_000L, () -> onStopped(id, process, kind, reason)));
        executor.start();
    }

    private TaskEngineSettings engineSettings(ExchangeSettings exchange, SimProcess process, String node) {
        TaskEngineSettings usual = new TaskEngineSettings(exchange, node);
        return new TaskEngineSettings(
                exchange,
                usual.managedBytesPerSlot(),
                disks.attach(process),
                node,
                usual.ownProcess(),
                usual.cancelInterrupts(),
                usual.cancelTimeout());
    }

    private CheckedEngine checked(ThreadedTaskEngine engine, SimProcess process, ExecutorId id) {
        CheckedEngine checked = new CheckedEngine(
                engine, process, id, attempts, auditor.slots()::isRegistered, file -> files.opens(process, file));
        auditor.watch(process, checked);
        return checked;
    }

    private void onStopped(ExecutorId id, SimProcess process, TaskExecutor.StopKind kind, String reason) {
        scheduler.trace().note(scheduler.nowNs(), process.name() + " exits, " + kind + ": " + reason);
        if (!process.liveThreadsOfOpenPools().isEmpty()) {
            scheduler.violation(
                    "I-CLEAN: " + process.name() + " exits while these run: " + process.liveThreadsOfOpenPools());
        }
        if (kind == TaskExecutor.StopKind.FAILED) {
            scheduler.violation("I-RULES: " + process.name() + " failed: " + reason);
        }
        exit(id, process, kind == TaskExecutor.StopKind.REQUESTED ? 0 : 1);
    }

    private final class FromJobManager implements JobManager.Listener {
        @Override
        public void onJobEnded(JobView job) {
            Trace trace = scheduler.trace();
            trace.note(scheduler.nowNs(), "job " + job.id() + " " + job.status());
            job.failures()
                    .forEach(failure -> trace.note(
                            scheduler.nowNs(),
                            "    " + failure.task().orElse("") + " "
                                    + failure.cause().summary()));
            if (ended.put(job.id().toHexString(), job) != null) {
                scheduler.violation("I-STATE: job " + job.id() + " ended twice");
            }
        }

        @Override
        public void onFatal(WeftException failure) {
            scheduler.violation("I-RULES: the application must end: " + failure);
        }

        @Override
        public void onFinished() {
            finished = true;
        }
    }
}
