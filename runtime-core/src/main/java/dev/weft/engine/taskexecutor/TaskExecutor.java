package dev.weft.engine.taskexecutor;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.LoopStarter;
import dev.weft.engine.protocol.ExecutorMessage;
import dev.weft.engine.protocol.MasterMessage;
import dev.weft.engine.protocol.MasterMessage.Heartbeat;
import dev.weft.engine.protocol.MasterMessage.JobCommand;
import dev.weft.engine.protocol.MasterMessage.Registered;
import dev.weft.engine.protocol.MasterMessage.Shutdown;
import dev.weft.engine.rpc.MasterConnection;
import dev.weft.engine.rpc.MasterConnector;
import dev.weft.engine.taskexecutor.task.TaskEngine;
import dev.weft.engine.usercode.UserCode;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A TaskExecutor process's main component: registers with the JobManager, starts and cancels tasks on its orders,
 * reports their states, and stops. Runs on one loop; public methods only enqueue.
 *
 * <p>Life: connecting (retried until the registration deadline) → registered → stopped. An executor has one connection
 * in its life: when it breaks, the JobManager treats the executor as lost, so it cancels its tasks and stops at once.
 * It also stops when it hears nothing from the JobManager for the lease (failure detection by timeout). It never obeys
 * a JobManager with a lower epoch than the highest it has seen (fencing).
 */
@LoopOwned
public final class TaskExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(TaskExecutor.class);
    private static final Duration FIRST_RETRY = Duration.ofMillis(50);
    private static final Duration LAST_RETRY = Duration.ofSeconds(1);

    /** Why an executor stopped. */
    public enum StopKind {
        /** The JobManager requested it, or the process is being terminated. */
        REQUESTED,
        /** The JobManager could not be reached, refused this executor, or is gone. */
        MASTER_LOST,
        /** A cancelled task does not end, in spite of interrupts. */
        TASK_STUCK,
        /** The executor itself is broken. */
        FAILED
    }

    /** Called once, when everything is cancelled and closed; the process exits then. */
    @FunctionalInterface
    public interface StopListener {
        void onStopped(StopKind kind, String reason);
    }

    private final TaskExecutorSettings settings;
    private final EventLoop loop;
    private final Clock clock;
    private final MasterConnector connector;
    private final TaskEngine engine;
    private final TaskTable tasks;
    private final StopListener listener;
    private final MasterMessage.Handler fromMaster = new FromJobManager();

    private Optional<MasterConnection> master = Optional.empty();
    private boolean registered;
    private boolean stopped;
    private long epoch;
    private long heardNs;
    private long startedNs;
    private Duration retry = FIRST_RETRY;

    /**
     * @param loops starts this executor's own loop, which is closed when the executor stops
     * @param connector the way to the JobManager; closed when it stops
     * @param engines makes the data plane, which is closed when the executor stops; what it is given is to be told of a
     *     task that cannot be ended, and stops the executor
     */
    public TaskExecutor(
            TaskExecutorSettings settings,
            LoopStarter loops,
            Clock clock,
            MasterConnector connector,
            Function<Consumer<String>, ? extends TaskEngine> engines,
            UserCode userCode,
            StopListener listener) {
        this.settings = settings;
        this.loop = loops.start("taskexecutor-" + settings.id(), (name, fault) -> onFault(fault));
        this.clock = clock;
        this.connector = connector;
        this.engine = engines.apply(this::onStuck);
        this.tasks = new TaskTable(settings, loop, engine, userCode, this::send);
        this.listener = listener;
        this.epoch = settings.epoch();
    }

    /** Connects and registers. Called once. */
    public void start() {
        loop.execute(() -> {
            startedNs = clock.nanoTime();
            connect();
        });
    }

    /** Cancels everything and stops. */
    public void stop(String reason) {
        loop.execute(() -> stop(StopKind.REQUESTED, reason));
    }

    private void onStuck(String reason) {
        loop.execute(() -> stop(StopKind.TASK_STUCK, reason));
    }

    // ---- the JobManager ---------------------------------------------------------------------------------------------

    private void connect() {
        if (!stopped) {
            connector.connect(new FromMaster());
        }
    }

    private void onConnected(MasterConnection connection) {
        if (stopped) {
            connection.close();
            return;
        }
        master = Optional.of(connection);
        connection.send(new ExecutorMessage.Register(
                settings.id(), epoch, settings.slots(), settings.dataHost(), engine.dataPort(), settings.resources()));
    }

    private void onClosed(String reason) {
        if (stopped) {
            return;
        }
        master = Optional.empty();
        if (registered) {
            stop(StopKind.MASTER_LOST, "the connection to the JobManager is gone: " + reason);
        } else if (clock.nanoTime() - startedNs > settings.registration().toNanos()) {
            stop(
                    StopKind.MASTER_LOST,
                    "gave up after " + settings.registration().toMillis() + " ms (taskmanager.registration.timeout): "
                            + reason);
        } else {
            LOG.warn("Not registered yet: {}; trying again in {} ms", reason, retry.toMillis());
            loop.schedule(retry, this::connect);
            retry = retry.multipliedBy(2).compareTo(LAST_RETRY) < 0 ? retry.multipliedBy(2) : LAST_RETRY;
        }
    }

    private void onMessage(MasterMessage message) {
        if (stopped) {
            return;
        }
        heardNs = clock.nanoTime();
        message.dispatch(fromMaster);
    }

    private void onRegistered(Registered welcome) {
        loop.assertInLoop();
        if (welcome.epoch() < epoch) {
            stop(
                    StopKind.MASTER_LOST,
                    "the JobManager has epoch " + welcome.epoch() + ", this executor obeys epoch " + epoch
                            + " and higher");
            return;
        }
        epoch = welcome.epoch();
        registered = true;
        LOG.info(
                "Executor {} is registered with the JobManager of epoch {}, {} ms after its start",
                settings.id(),
                epoch,
                (clock.nanoTime() - startedNs) / 1_000_000);
        scheduleHeartbeat(Duration.ofMillis(welcome.heartbeatIntervalMs()), Duration.ofMillis(welcome.leaseMs()));
        scheduleLeaseCheck(Duration.ofMillis(welcome.leaseMs()));
    }

    private void scheduleHeartbeat(Duration interval, Duration lease) {
        loop.schedule(interval, () -> {
            if (!stopped) {
                send(new ExecutorMessage.Heartbeat(tasks.metrics()));
                scheduleHeartbeat(interval, lease);
            }
        });
    }

    private void scheduleLeaseCheck(Duration lease) {
        Duration left = lease.minusNanos(clock.nanoTime() - heardNs);
        loop.schedule(left, () -> {
            if (!stopped && clock.nanoTime() - heardNs >= lease.toNanos()) {
                stop(
                        StopKind.MASTER_LOST,
                        "no word from the JobManager for " + lease.toMillis() + " ms (heartbeat.timeout)");
            } else if (!stopped) {
                scheduleLeaseCheck(lease);
            }
        });
    }

    private void send(ExecutorMessage message) {
        master.ifPresent(connection -> connection.send(message));
    }

    // ---- the end ----------------------------------------------------------------------------------------------------

    private void stop(StopKind kind, String reason) {
        loop.assertInLoop();
        if (stopped) {
            return;
        }
        stopped = true;
        LOG.info("Executor {} stops ({}): {}", settings.id(), kind, reason);
        send(new ExecutorMessage.Leaving(reason));
        tasks.cancelAll();
        engine.stop(() -> loop.execute(() -> end(kind, reason)));
    }

    /** Called when no task runs any more, or when one cannot be ended. */
    private void end(StopKind kind, String reason) {
        tasks.close();
        master.ifPresent(MasterConnection::close);
        connector.close();
        loop.close();
        listener.onStopped(kind, reason);
    }

    private void onFault(Throwable fault) {
        LOG.error("Internal error in executor {}", settings.id(), fault);
        stop(StopKind.FAILED, "executor failed: " + fault);
    }

    /** Handler of the JobManager's messages. */
    private final class FromJobManager implements MasterMessage.Handler {
        @Override
        public void on(Registered welcome) {
            onRegistered(welcome);
        }

        @Override
        public void on(Shutdown shutdown) {
            loop.assertInLoop();
            stop(registered ? StopKind.REQUESTED : StopKind.MASTER_LOST, "told to stop: " + shutdown.reason());
        }

        @Override
        public void on(Heartbeat heartbeat) {
            refuseBeforeRegistration(heartbeat);
        }

        @Override
        public void on(JobCommand command) {
            if (!refuseBeforeRegistration(command)) {
                command.dispatchInJob(tasks);
            }
        }

        private boolean refuseBeforeRegistration(MasterMessage message) {
            loop.assertInLoop();
            if (!registered) {
                stop(
                        StopKind.MASTER_LOST,
                        "the JobManager sent " + message.getClass().getSimpleName()
                                + " before it had accepted the registration");
            }
            return !registered;
        }
    }

    private final class FromMaster implements MasterConnector.Listener {
        @Override
        public void onConnected(MasterConnection connection) {
            loop.execute(() -> TaskExecutor.this.onConnected(connection));
        }

        @Override
        public void onMessage(MasterMessage message) {
            loop.execute(() -> TaskExecutor.this.onMessage(message));
        }

        @Override
        public void onClosed(String reason) {
            loop.execute(() -> TaskExecutor.this.onClosed(reason));
        }
    }
}
