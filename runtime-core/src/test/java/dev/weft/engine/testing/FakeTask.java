package dev.weft.engine.testing;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.exchange.Wakeup;
import dev.weft.engine.exchange.YieldFlag;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.engine.taskexecutor.operator.Accumulators;
import dev.weft.engine.taskexecutor.operator.CollectBuffer;
import dev.weft.engine.taskexecutor.operator.Feedback;
import dev.weft.engine.taskexecutor.operator.TaskContext;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import dev.weft.util.function.ThrowingRunnable;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What an operator sees of a task; its clock is moved and its mails are run by hand. It is alone in its slot. */
@SuppressWarnings("try") // closing may be interrupted
public final class FakeTask
        implements TaskContext, ProcessingTimeService, MailboxExecutor, UserCodeClassLoader, AutoCloseable {

    /** The operator under test. */
    public static final OperatorId OPERATOR = new OperatorId("0f".repeat(16));

    private record Timer(long time, ProcessingTimeCallback callback) {}

    private record Info(int getIndexOfThisSubtask, int getNumberOfParallelSubtasks, int getMaxNumberOfParallelSubtasks)
            implements TaskInfo {
        @Override
        public String getTaskName() {
            return "test";
        }

        @Override
        public int getAttemptNumber() {
            return 0;
        }

        @Override
        public String getTaskNameWithSubtasks() {
            return "test (" + (getIndexOfThisSubtask + 1) + "/" + getNumberOfParallelSubtasks + ")";
        }

        @Override
        public String getAllocationIDAsString() {
            return "slot-0";
        }
    }

    private record Job(JobID getJobId, String getJobName) implements JobInfo {}

    private final Info info;
    private final ExecutionConfig config;
    private final Configuration configuration;
    private final Map<OperatorId, OperatorPieces> restored;
    private final Map<Integer, Feedback> feedbacks = new HashMap<>();
    private final FakeSlot slot = new FakeSlot();
    private final Accumulators accumulators = new Accumulators();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::time));
    private final boolean batch;
    /** What happens elsewhere while the operator waits, one after the other; afterwards time passes. */
    public final Queue<Runnable> whileWaiting = new ArrayDeque<>();
    /** What the operator's mailbox was told to do. */
    public final Queue<ThrowingRunnable<? extends Exception>> mails = new ArrayDeque<>();

    private long nowMs;
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return TimeUnit.MILLISECONDS.toNanos(nowMs);
        }

        @Override
        public long epochMs() {
            return nowMs;
        }
    };
    private final Backpressure backpressure = new Backpressure(new Wakeup(Machine.on(clock)), new YieldFlag());

    /** A task of one subtask with default settings and no state. */
    public FakeTask(boolean batch) {
        this(Place.ALONE, batch, new ExecutionConfig(), new Configuration(), OperatorPieces.NONE);
    }

    /**
     * @param place which of its parallel instances the task is
     * @param restored what its operator begins with
     */
    public FakeTask(
            Place place, boolean batch, ExecutionConfig config, Configuration configuration, OperatorPieces restored) {
        this(place, batch, config, configuration, Map.of(OPERATOR, restored));
    }

    /**
     * @param place which of its parallel instances the task is
     * @param restored what its operators begin with; others begin with nothing
     */
    public FakeTask(
            Place place,
            boolean batch,
            ExecutionConfig config,
            Configuration configuration,
            Map<OperatorId, OperatorPieces> restored) {
        this.info = new Info(place.subtask(), place.parallelism(), place.maxParallelism());
        this.batch = batch;
        this.config = config;
        this.configuration = configuration;
        this.restored = restored;
    }

    /** Which of the parallel instances of an operator. */
    public record Place(int subtask, int parallelism, int maxParallelism) {
        public static final Place ALONE = new Place(0, 1, 128);
    }

    /** Moves the clock and fires what becomes due. */
    public void advanceTo(long ms) {
        nowMs = ms;
        while (!timers.isEmpty() && timers.peek().time() <= ms) {
            Timer timer = timers.poll();
            try {
                timer.callback().onProcessingTime(timer.time());
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }
    }

    @Override
    public JobInfo jobInfo() {
        return new Job(new JobID(), "test");
    }

    @Override
    public TaskInfo taskInfo() {
        return info;
    }

    @Override
    public String uniqueName() {
        return UUID.randomUUID().toString();
    }

    @Override
    public ExecutionConfig executionConfig() {
        return config;
    }

    @Override
    public Configuration configuration() {
        return configuration;
    }

    @Override
    public UserCodeClassLoader userClassLoader() {
        return this;
    }

    @Override
    public boolean batch() {
        return batch;
    }

    @Override
    public MailboxExecutor mailbox() {
        return this;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ProcessingTimeService processingTime() {
        return this;
    }

    @Override
    public void await(BooleanSupplier ready, long untilMs) {
        while (!ready.getAsBoolean() && nowMs < untilMs) {
            if (whileWaiting.isEmpty()) {
                nowMs = untilMs;
            } else {
                whileWaiting.remove().run();
            }
        }
    }

    @Override
    public Backpressure backpressure() {
        return backpressure;
    }

    @Override
    public void runMailsUntil(BooleanSupplier done, long untilMs) {
        while (!done.getAsBoolean() && nowMs < untilMs) {
            if (tryYield()) {
                continue;
            }
            // Something happens elsewhere, or else time passes.
            if (!whileWaiting.isEmpty()) {
                whileWaiting.remove().run();
            } else if (!timers.isEmpty() && timers.peek().time() <= untilMs) {
                advanceTo(timers.peek().time());
            } else if (untilMs == Long.MAX_VALUE) {
                throw new AssertionError("the operator waits for a mail that never comes");
            } else {
                advanceTo(untilMs);
            }
        }
    }

    @Override
    public void wake() {}

    @Override
    public CollectBuffer collect(String sink) {
        return new CollectBuffer(() -> {});
    }

    @Override
    public Feedback feedback(int iteration) {
        return feedbacks.computeIfAbsent(iteration, number -> new Feedback());
    }

    @Override
    public Accumulators accumulators() {
        return accumulators;
    }

    @Override
    public void signal(int operator, SourceSignal signal) {}

    @Override
    public StateBackendFactory stateBackend() {
        return StateBackends.of(configuration());
    }

    @Override
    public StateHost stateHost(String operatorName, MetricGroup metrics) {
        return new FakeStateHost(operatorName, getClass().getClassLoader(), metrics, () -> nowMs, configuration, slot);
    }

    @Override
    public OperatorPieces restored(OperatorId operator) {
        return restored.getOrDefault(operator, OperatorPieces.NONE);
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public void execute(
            MailOptions options, ThrowingRunnable<? extends Exception> command, String description, Object... args) {
        mails.add(command);
    }

    /** Runs every mail. */
    public void runMails() {
        while (tryYield()) {
            // one more
        }
    }

    @Override
    public void yield() {
        throw new UnsupportedOperationException("no operator under test waits in the mailbox");
    }

    @Override
    public boolean tryYield() {
        ThrowingRunnable<? extends Exception> mail = mails.poll();
        if (mail == null) {
            return false;
        }
        try {
            mail.run();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return true;
    }

    @Override
    public boolean shouldInterrupt() {
        return !mails.isEmpty();
    }

    @Override
    public long getCurrentProcessingTime() {
        return nowMs;
    }

    @Override
    public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
        timers.add(new Timer(time, target));
        return null;
    }

    @Override
    public ClassLoader asClassLoader() {
        return getClass().getClassLoader();
    }

    @Override
    public void registerReleaseHookIfAbsent(String name, Runnable hook) {}

    /** Closes what the operator shared with others of its slot; the operator itself is closed before. */
    @Override
    public void close() {
        slot.close();
    }
}
