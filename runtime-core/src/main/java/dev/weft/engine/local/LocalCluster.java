package dev.weft.engine.local;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.dispatcher.JobManagerSettings;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.graph.DetachedGraph;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.ResourceSettings;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.WorkerSpec;
import dev.weft.engine.rpc.RpcSettings;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.taskexecutor.task.TaskEngineSettings;
import dev.weft.engine.taskexecutor.task.ThreadedTaskEngine;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.UserClassLoaders;
import dev.weft.engine.usercode.UserCode;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.JobView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * In-process cluster: a JobManager and as many executors as its jobs need. Thread-safe. {@link #close} stops all of
 * them.
 */
public final class LocalCluster implements AutoCloseable {

    private static final long EPOCH = 1;
    private static final RpcSettings RPC = RpcSettings.defaults();

    private final JobManager jobManager;
    private final MemoryBlobs blobs = new MemoryBlobs();
    private final Map<JobID, CompletableFuture<JobView>> results = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> finished = new CompletableFuture<>();
    private final Consumer<String> restarts;

    private LocalCluster(
            LocalClusterSettings settings,
            Machine machine,
            TaskEngineFactory engines,
            UserClassLoaders classes,
            Consumer<String> restarts) {
        this.restarts = restarts;
        UserCode userCode = new UserCode(classes, blobs);
        Clock clock = machine.clock();
        Secret secret = Secret.random();
        WorkerSpec worker = new WorkerSpec(
                settings.slotsPerExecutor(),
                Runtime.getRuntime().maxMemory(),
                Runtime.getRuntime().availableProcessors());
        jobManager = new JobManager(
                new JobManagerSettings(
                        BindAddress.anyPort(LocalResourceProvider.HOST),
                        RPC,
                        new ResourceSettings(EPOCH, worker, settings.balance(), settings.times())),
                secret,
                machine,
                Transport.tcp(),
                userCode,
                new FromJobManager());
        jobManager.start(
                new LocalResourceProvider(clock, jobManager.controlPort(), EPOCH, secret, engines, userCode), 0);
    }

    /** Starts a cluster whose tasks run for real. */
    public static LocalCluster start(LocalClusterSettings settings, UserClassLoaders classes) {
        return start(settings, classes, told -> {});
    }

    /** @param restarts gets one line for people when tasks are restarted after a failure; called on a loop */
    static LocalCluster start(LocalClusterSettings settings, UserClassLoaders classes, Consumer<String> restarts) {
        return new LocalCluster(settings, Machine.system(), LocalCluster::engine, classes, restarts);
    }

    /** @param machine what the JobManager runs on */
    static LocalCluster start(
            LocalClusterSettings settings, Machine machine, TaskEngineFactory engines, UserClassLoaders classes) {
        return new LocalCluster(settings, machine, engines, classes, told -> {});
    }

    private static ThreadedTaskEngine engine(ExecutorId executor, Secret secret, Consumer<String> onStuck) {
        TaskEngineSettings settings =
                new TaskEngineSettings(ExchangeSettings.local(secret), LocalResourceProvider.HOST);
        return new ThreadedTaskEngine(settings, Machine.system(), Transport.tcp(), onStuck::accept).watchingForExit();
    }

    /** Runs a job, unless it runs or has run already; completes when it has ended, however it ended. */
    public CompletableFuture<JobView> submit(JobGraph graph) {
        CompletableFuture<JobView> result = new CompletableFuture<>();
        CompletableFuture<JobView> running = results.putIfAbsent(graph.jobId(), result);
        if (running != null) {
            return running;
        }
        // Looked for only now: a job's view is there before its result is taken from the map.
        Optional<JobView> ended = view().job(graph.jobId()).filter(JobView::isTerminal);
        if (ended.isPresent()) {
            results.remove(graph.jobId(), result);
            result.complete(ended.get());
            return result;
        }
        DetachedGraph detached = DetachedGraph.of(graph, RPC.maxFrameBytes());
        blobs.putAll(detached.blobs());
        jobManager.submit(new JobSubmission(detached.graph(), List.of()));
        return result;
    }

    public void cancel(JobID job) {
        jobManager.commands().cancelJob(job);
    }

    ClusterCommands commands() {
        return jobManager.commands();
    }

    CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset) {
        return jobManager.commands().fetchCollected(job, sink, offset);
    }

    public ClusterView view() {
        return jobManager.clusterView().get();
    }

    /** Stops the cluster and its jobs; {@link #finished} completes when all executors have stopped. */
    @Override
    public void close() {
        jobManager.finish(Outcome.CANCELED, "");
    }

    CompletableFuture<Void> finished() {
        return finished;
    }

    private void fail(WeftException failure) {
        results.forEach((job, result) -> result.completeExceptionally(told(failure, job)));
    }

    private WeftException told(WeftException failure, JobID job) {
        try {
            return MemoryShortage.behind(failure, view().job(job));
        } catch (OutOfMemoryError noneForWords) {
            return failure;
        }
    }

    private final class FromJobManager implements JobManager.Listener {
        @Override
        public void onRestart(String told) {
            restarts.accept(told);
        }

        @Override
        public void onJobEnded(JobView job) {
            CompletableFuture<JobView> result = results.remove(job.id());
            if (result != null) {
                result.complete(job);
            }
        }

        @Override
        public void onFatal(WeftException failure) {
            fail(failure);
        }

        @Override
        public void onFinished() {
            jobManager.close();
            finished.complete(null);
        }
    }
}
