package dev.weft.engine.taskexecutor.task;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.operators.MailboxExecutor;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.configuration.Configuration;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.IoExecutor;
import dev.weft.engine.common.OperatorId;
import dev.weft.engine.configuration.BatchOptions;
import dev.weft.engine.exchange.Backpressure;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.protocol.ExecutorMessage.SourceSignal;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.StateBackends;
import dev.weft.engine.state.spi.StateBackendFactory;
import dev.weft.engine.state.spi.StateHost;
import dev.weft.engine.taskexecutor.operator.Accumulators;
import dev.weft.engine.taskexecutor.operator.CollectBuffer;
import dev.weft.engine.taskexecutor.operator.Feedback;
import dev.weft.engine.taskexecutor.operator.TaskContext;
import dev.weft.engine.taskexecutor.sort.SortBudget;
import dev.weft.metrics.MetricGroup;
import dev.weft.util.UserCodeClassLoader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** {@link TaskContext} of a task in an executor. */
final class RunningTaskContext implements TaskContext {

    private final TaskPlan plan;
    private final ChainSpec spec;
    private final TaskIdentity identity;
    private final JobShare job;
    private final SlotShares.Lease slot;
    private final Mailbox mailbox;
    private final Backpressure backpressure;
    private final LoopControl control;
    private final TaskTimers timers;
    private final TaskOutlet outlet;
    private final Clock clock;
    private final IoExecutor io;
    private final String host;
    private final Map<OperatorId, OperatorPieces> restored;
    private final Accumulators accumulators = new Accumulators();
    private int uniqueNames;

    RunningTaskContext(
            TaskPlan plan,
            ChainSpec spec,
            Map<OperatorId, OperatorPieces> restored,
            JobShare job,
            SlotShares.Lease slot,
            Mailbox mailbox,
            Backpressure backpressure,
            LoopControl control,
            TaskTimers timers,
            TaskOutlet outlet,
            Clock clock,
            IoExecutor io,
            String host) {
        this.plan = plan;
        this.spec = spec;
        this.identity = TaskIdentity.of(plan);
        this.job = job;
        this.slot = slot;
        this.mailbox = mailbox;
        this.backpressure = backpressure;
        this.control = control;
        this.timers = timers;
        this.outlet = outlet;
        this.clock = clock;
        this.io = io;
        this.host = host;
        this.restored = restored;
    }

    private record Job(JobID getJobId, String getJobName) implements JobInfo {}

    @Override
    public JobInfo jobInfo() {
        return new Job(plan.topology().jobId(), plan.topology().name());
    }

    @Override
    public TaskInfo taskInfo() {
        return identity;
    }

    @Override
    public String uniqueName() {
        return plan.uniqueName(uniqueNames++);
    }

    @Override
    public ExecutionConfig executionConfig() {
        return spec.settings().executionConfig();
    }

    @Override
    public Configuration configuration() {
        return Configuration.fromMap(plan.topology().configuration());
    }

    @Override
    public UserCodeClassLoader userClassLoader() {
        return job.classes();
    }

    @Override
    public boolean batch() {
        return spec.settings().batch();
    }

    @Override
    public MailboxExecutor mailbox() {
        return mailbox;
    }

    @Override
    public void await(BooleanSupplier ready, long untilMs) {
        mailbox.await(ready, untilMs, timers);
    }

    @Override
    public Backpressure backpressure() {
        return backpressure;
    }

    @Override
    public void runMailsUntil(BooleanSupplier done, long untilMs) {
        control.runMailsUntil(done, untilMs);
    }

    @Override
    public void wake() {
        mailbox.wake();
    }

    @Override
    public ProcessingTimeService processingTime() {
        return timers;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public Accumulators accumulators() {
        return accumulators;
    }

    @Override
    public CollectBuffer collect(String sink) {
        return outlet.collect(sink, mailbox::wake);
    }

    @Override
    public Feedback feedback(int iteration) {
        return job.feedbacks().of(iteration, plan.attempt());
    }

    @Override
    public void signal(int operator, SourceSignal signal) {
        outlet.signal(operator, signal);
    }

    @Override
    public StateBackendFactory stateBackend() {
        return StateBackends.of(configuration());
    }

    @Override
    public StateHost stateHost(String operatorName, MetricGroup metrics) {
        int subtask = identity.getIndexOfThisSubtask() + 1;
        return new TaskStateHost(
                "'" + operatorName + "' (" + subtask + "/" + identity.getNumberOfParallelSubtasks() + ")",
                configuration(),
                plan.userClassLoader(),
                metrics,
                slot,
                timers,
                io,
                action -> mailbox.put(action::run));
    }

    /** The sort memory that the sorters and queues of the slot share. */
    SortBudget sortBudget() {
        long wanted = configuration().get(BatchOptions.SORT_MEMORY).getBytes();
        return slot.get(
                SortBudget.class,
                managed -> SortBudget.of(wanted, Runtime.getRuntime().maxMemory()));
    }

    /** A new empty directory on the executor's disk. */
    Path newDirectory() throws IOException {
        return slot.newDirectory();
    }

    @Override
    public OperatorPieces restored(OperatorId operator) {
        return restored.getOrDefault(operator, OperatorPieces.NONE);
    }

    @Override
    public String host() {
        return host;
    }
}
