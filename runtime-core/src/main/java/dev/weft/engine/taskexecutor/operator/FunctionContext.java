package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.api.common.accumulators.DoubleCounter;
import dev.weft.api.common.accumulators.Histogram;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStateGetters;
import dev.weft.engine.state.OperatorState;
import dev.weft.metrics.MetricGroup;
import dev.weft.metrics.groups.OperatorMetricGroup;
import dev.weft.streaming.api.operators.StreamingRuntimeContext;
import dev.weft.streaming.runtime.tasks.ProcessingTimeService;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Function;

/** The runtime context of a rich function. Belongs to the thread of its task. */
public final class FunctionContext extends KeyedStateGetters implements StreamingRuntimeContext {

    private final TaskContext task;
    private final OperatorState state;
    private final PlainMetricGroup metrics;

    /** @param state creates the operator's state */
    FunctionContext(String operator, TaskContext task, Function<MetricGroup, OperatorState> state) {
        this.task = task;
        this.metrics = new PlainMetricGroup(List.of(task.taskInfo().getTaskName(), operator));
        this.state = state.apply(metrics);
    }

    /** The operator's state, keyed and unkeyed. */
    public OperatorState state() {
        return state;
    }

    TaskContext task() {
        return task;
    }

    PlainMetricGroup metrics() {
        return metrics;
    }

    @Override
    public JobInfo getJobInfo() {
        return task.jobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return task.taskInfo();
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
        return metrics;
    }

    @Override
    public ProcessingTimeService getProcessingTimeService() {
        return new OperatorClock(task.processingTime());
    }

    /** Adapts the task's clock to the interface for operators. */
    private record OperatorClock(dev.weft.api.common.operators.ProcessingTimeService task)
            implements ProcessingTimeService {
        @Override
        public long getCurrentProcessingTime() {
            return task.getCurrentProcessingTime();
        }

        @Override
        public ScheduledFuture<?> registerTimer(long time, ProcessingTimeCallback target) {
            return task.registerTimer(time, target);
        }
    }

    @Override
    public ExecutionConfig getExecutionConfig() {
        return task.executionConfig();
    }

    @Override
    public <T> TypeSerializer<T> createSerializer(TypeInformation<T> type) {
        return type.createSerializer(task.executionConfig().getSerializerConfig());
    }

    @Override
    public Map<String, String> getGlobalJobParameters() {
        return task.executionConfig().getGlobalJobParameters().toMap();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return task.executionConfig().isObjectReuseEnabled();
    }

    @Override
    public ClassLoader getUserCodeClassLoader() {
        return task.userClassLoader().asClassLoader();
    }

    @Override
    public void registerUserCodeClassLoaderReleaseHookIfAbsent(String name, Runnable hook) {
        task.userClassLoader().registerReleaseHookIfAbsent(name, hook);
    }

    @Override
    public <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator) {
        task.accumulators().add(name, accumulator);
    }

    @Override
    public <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name) {
        return task.accumulators().get(name);
    }

    @Override
    public IntCounter getIntCounter(String name) {
        return task.accumulators().getOrAdd(name, IntCounter.class, IntCounter::new);
    }

    @Override
    public LongCounter getLongCounter(String name) {
        return task.accumulators().getOrAdd(name, LongCounter.class, LongCounter::new);
    }

    @Override
    public DoubleCounter getDoubleCounter(String name) {
        return task.accumulators().getOrAdd(name, DoubleCounter.class, DoubleCounter::new);
    }

    @Override
    public Histogram getHistogram(String name) {
        return task.accumulators().getOrAdd(name, Histogram.class, Histogram::new);
    }

    @Override
    public <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        return state.keyedFor(descriptor).state(descriptor);
    }
}
