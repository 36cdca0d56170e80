package dev.weft.streaming.util;

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
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;

/**
 * {@link TaskContext} for one operator in a test: the test moves the clock and runs the mails. Belongs to the thread of
 * the test, except that any thread may add mails.
 */
@SuppressWarnings("try") // closing may be interrupted
final class ManualTask implements TaskContext, UserCodeClassLoader, AutoCloseable {

    private static final long MANAGED_BYTES = 64L << 20;

    private final Place place;
    private final ExecutionConfig config;
    private final Configuration configuration;
    private final OperatorPieces restored;
    private final StateEntryCounter counted = new StateEntryCounter();
    private final ManualTimers timers = new ManualTimers();
    private final Clock clock = new Clock() {
        @Override
        public long nanoTime() {
            return TimeUnit.MILLISECONDS.toNanos(timers.getCurrentProcessingTime());
        }

        @Override
        public long epochMs() {
            return timers.getCurrentProcessingTime();
        }
    };
    private final Backpressure backpressure = new Backpressure(new Wakeup(Machine.on(clock)), new YieldFlag());
    private final ManualMailbox mailbox = new ManualMailbox();
    private final Accumulators accumulators = new Accumulators();
    private final JobID jobId = new JobID();
    private final Map<Class<?>, AutoCloseable> shared = new HashMap<>();

    /** Index of a parallel instance. */
    record Place(int subtask, int parallelism, int maxParallelism) {}

    private record Job(JobID getJobId, String getJobName) implements JobInfo {}

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

    private final class Host implements StateHost {
        private final String operator;
        private final MetricGroup metrics;

        Host(String operator, MetricGroup metrics) {
            this.operator = operator;
            this.metrics = metrics;
        }

        @Override
        public String describe() {
            return "'" + operator + "' (" + (place.subtask() + 1) + "/" + place.parallelism() + ")";
        }

        @Override
        public Configuration configuration() {
            return configuration;
        }

        @Override
        public long nowMs() {
            return timers.getCurrentProcessingTime();
        }

        @Override
        public ClassLoader userClassLoader() {
            return asClassLoader();
        }

        @Override
        public MetricGroup metrics() {
            return metrics;
        }

        @Override
        public Path newDirectory() throws IOException {
            return Files.createTempDirectory("weft-state-");
        }

        @Override
        public <T extends AutoCloseable> T sharedInSlot(Class<T> type, LongFunction<T> make) {
            return type.cast(shared.computeIfAbsent(type, wanted -> make.apply(MANAGED_BYTES)));
        }
    }

    /** @param restored state that the operator is restored from */
    ManualTask(Place place, ExecutionConfig config, Configuration configuration, OperatorPieces restored) {
        this.place = place;
        this.config = config;
        this.configuration = configuration;
        this.restored = restored;
    }

    /** Counters of the operator's keyed state. */
    StateEntryCounter counted() {
        return counted;
    }

    /** Sets the processing time in milliseconds, and fires the timers that are due. */
    void advanceTo(long timeMs) throws Exception {
        timers.advanceTo(timeMs);
    }

    /** Runs all mails, including those that are added meanwhile. */
    void runMails() throws Exception {
        mailbox.runAll();
    }

    @Override
    public JobInfo jobInfo() {
        return new Job(jobId, "test");
    }

    @Override
    public TaskInfo taskInfo() {
        return new Info(place.subtask(), place.parallelism(), place.maxParallelism());
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
        return false;
    }

    @Override
    public MailboxExecutor mailbox() {
        return mailbox;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public ProcessingTimeService processingTime() {
        return timers;
    }

    /** Blocks as long as the operator would; after a timeout the clock is at the time that the operator waited for. */
    @Override
    public void await(BooleanSupplier ready, long untilMs) {
        boolean forEver = untilMs == Long.MAX_VALUE;
        long atMostMs = forEver ? Long.MAX_VALUE : untilMs - timers.getCurrentProcessingTime();
        if (!mailbox.await(ready, atMostMs) && !forEver) {
            timers.passTo(Math.max(untilMs, timers.getCurrentProcessingTime()));
        }
    }

    @Override
    public Backpressure backpressure() {
        return backpressure;
    }

    @Override
    public void runMailsUntil(BooleanSupplier done, long untilMs) {
        await(done, untilMs);
    }

    @Override
    public void wake() {
        mailbox.wake();
    }

    @Override
    public CollectBuffer collect(String sink) {
        return new CollectBuffer(() -> {});
    }

    @Override
    public Feedback feedback(int iteration) {
        throw new UnsupportedOperationException("a harness cannot test an iteration: it has one operator only");
    }

    @Override
    public Accumulators accumulators() {
        return accumulators;
    }

    @Override
    public void signal(int operator, SourceSignal signal) {}

    @Override
    public StateBackendFactory stateBackend() {
        return counted.counting(StateBackends.of(configuration));
    }

    @Override
    public StateHost stateHost(String operatorName, MetricGroup metrics) {
        return new Host(operatorName, metrics);
    }

    @Override
    public OperatorPieces restored(OperatorId operator) {
        return restored;
    }

    @Override
    public String host() {
        return "localhost";
    }

    @Override
    public ClassLoader asClassLoader() {
        return Thread.currentThread().getContextClassLoader();
    }

    @Override
    public void registerReleaseHookIfAbsent(String name, Runnable hook) {}

    /** Closes the objects shared in the slot; the operator itself is closed before. */
    @Override
    public void close() throws Exception {
        for (AutoCloseable each : shared.values()) {
            each.close();
        }
        shared.clear();
    }
}
