package dev.weft.engine.dispatcher;

import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.JobMasterDependencies;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.ResourceManager;
import dev.weft.engine.resourcemanager.spi.ResourceProvider;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.rpc.ControlServer;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.Transport;
import dev.weft.engine.usercode.UserCode;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.ClusterView;
import dev.weft.engine.view.ExecutorView;
import dev.weft.engine.view.JobView;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The master of a cluster: it wires the control server, the ResourceManager, the Dispatcher and the JobMasters that the
 * Dispatcher starts.
 *
 * <p>Life: the constructor binds the control port, so that the address is known to who launches executors; then
 * {@link #submit} and {@link #start} in any order (a job that is submitted first is part of the very first demand);
 * {@link #finish} ends the application on the cluster; {@link #close} at last. Every method only enqueues, from any
 * thread.
 */
public final class JobManager implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(JobManager.class);
    private static final int IO_THREADS = 16;

    /** Events for the process's entrypoint. Called on a loop of the JobManager; implementations only enqueue. */
    public interface Listener {
        /** Tasks of a job are being restarted after a failure; one line for people. It is in the log already. */
        default void onRestart(String told) {}

        /** A job has FINISHED, FAILED or was CANCELED; a per-job cluster ends now. */
        void onJobEnded(JobView job);

        /** The application must end: the demand can never be met, the cluster is lost, or this JobManager is broken. */
        void onFatal(WeftException failure);

        /** The cluster knows the outcome given to {@link #finish}; the process may exit. */
        void onFinished();
    }

    private final EventLoop resourceLoop;
    private final EventLoop dispatcherLoop;
    private final IoExecutor io;
    private final PublishedViews views;
    private final ResourceManager resources;
    private final Dispatcher dispatcher;
    private final ControlServer server;
    private final Listener listener;

    /** Fails with EXTERNAL_SERVICE when the control port cannot be bound. */
    public JobManager(
            JobManagerSettings settings,
            Secret secret,
            Machine machine,
            Transport transport,
            UserCode userCode,
            Listener listener) {
        this.listener = listener;
        Clock clock = machine.clock();
        LoopStarter loops = machine.loops();
        io = machine.io().start("jobmanager-io", IO_THREADS);
        resourceLoop = loops.start("resourcemanager", this::onFault);
        dispatcherLoop = loops.start("dispatcher", this::onFault);
        views = new PublishedViews(clock.epochMs(), settings.resources().epoch());
        resources = new ResourceManager(settings.resources(), resourceLoop, clock, new FromResources());
        JobMasterDependencies dependencies = new JobMasterDependencies(
                settings.resources().epoch(),
                clock,
                loops,
                io,
                userCode,
                settings.resources().balance(),
                (checkpoints, job) -> CheckpointStorage.of(checkpoints, job, machine.chance()),
                machine.chance());
        dispatcher = new Dispatcher(dispatcherLoop, resources, dependencies, views, listener);
        try {
            server = ControlServer.bind(settings.control(), settings.rpc(), secret, transport, resources);
        } catch (WeftException e) {
            closeLoops();
            throw e;
        }
        LOG.info(
                "JobManager of epoch {} listens for executors on port {}",
                settings.resources().epoch(),
                server.port());
    }

    /** The bound control port. */
    public int controlPort() {
        return server.port();
    }

    /**
     * Registers with the cluster and asks for workers in the same breath.
     *
     * @param expectedSlots slots to ask for although the job that will need them is not submitted yet; 0 when it is, or
     *     when workers are wanted only with jobs
     */
    public void start(ResourceProvider provider, int expectedSlots) {
        // By way of the dispatcher, so that the demand of jobs that were submitted before is known.
        dispatcherLoop.execute(() -> resources.start(provider, expectedSlots));
    }

    /** Runs the job. {@link Listener#onJobEnded} follows. */
    public void submit(JobSubmission job) {
        dispatcher.submit(job);
    }

    /** Commands for REST and other outside callers. */
    public ClusterCommands commands() {
        return dispatcher;
    }

    /** Supplies the latest snapshot of the cluster; cheap, from any thread. */
    public Supplier<ClusterView> clusterView() {
        return views;
    }

    /**
     * Ends the application on the cluster: executors are shut down, the outcome is reported.
     * {@link Listener#onFinished} follows.
     */
    public void finish(Outcome outcome, String diagnostics) {
        resources.finish(outcome, diagnostics);
    }

    /** Closes the port, all connections and all loops; does not wait. */
    @Override
    public void close() {
        server.close();
        closeLoops();
    }

    private void closeLoops() {
        resourceLoop.close();
        dispatcherLoop.close();
        io.close();
    }

    private void onFault(String loop, Throwable fault) {
        LOG.error("Internal error in the event loop of the {}", loop, fault);
        listener.onFatal(new WeftException(ErrorCode.INTERNAL, "the " + loop + " failed: " + fault, fault));
    }

    private final class FromResources implements ResourceManager.Listener {
        @Override
        public void onExecutors(List<ExecutorView> registered) {
            views.publish(registered);
        }

        @Override
        public void onFatal(WeftException failure) {
            dispatcher.failAll(failure);
            listener.onFatal(failure);
        }

        @Override
        public void onFinished() {
            listener.onFinished();
        }
    }
}
