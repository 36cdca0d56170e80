package dev.weft.streaming.api.functions.async;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.api.common.accumulators.DoubleCounter;
import dev.weft.api.common.accumulators.Histogram;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.api.common.state.AggregatingState;
import dev.weft.api.common.state.AggregatingStateDescriptor;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.metrics.groups.OperatorMetricGroup;
import java.io.Serializable;
import java.util.Map;

/** A runtime context without state and accumulators, which only the task's thread may use. */
final class StatelessContext implements RuntimeContext {
    private final RuntimeContext context;

    StatelessContext(RuntimeContext context) {
        this.context = context;
    }

    private static UnsupportedOperationException refused(String what, String name) {
        return new UnsupportedOperationException("an async function asks for " + what + " '" + name
                + "', but it has none, since its answers come from other threads: use a process function before or"
                + " behind it");
    }

    @Override
    public JobInfo getJobInfo() {
        return context.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return context.getTaskInfo();
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
        return context.getMetricGroup();
    }

    @Override
    public ExecutionConfig getExecutionConfig() {
        return context.getExecutionConfig();
    }

    @Override
    public <T> TypeSerializer<T> createSerializer(TypeInformation<T> typeInformation) {
        return context.createSerializer(typeInformation);
    }

    @Override
    public Map<String, String> getGlobalJobParameters() {
        return context.getGlobalJobParameters();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return context.isObjectReuseEnabled();
    }

    @Override
    public ClassLoader getUserCodeClassLoader() {
        return context.getUserCodeClassLoader();
    }

    @Override
    public void registerUserCodeClassLoaderReleaseHookIfAbsent(String releaseHookName, Runnable releaseHook) {
        context.registerUserCodeClassLoaderReleaseHookIfAbsent(releaseHookName, releaseHook);
    }

    @Override
    public <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator) {
        throw refused("accumulator", name);
    }

    @Override
    public <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name) {
        throw refused("accumulator", name);
    }

    @Override
    public IntCounter getIntCounter(String name) {
        throw refused("accumulator", name);
    }

    @Override
    public LongCounter getLongCounter(String name) {
        throw refused("accumulator", name);
    }

    @Override
    public DoubleCounter getDoubleCounter(String name) {
        throw refused("accumulator", name);
    }

    @Override
    public Histogram getHistogram(String name) {
        throw refused("accumulator", name);
    }

    @Override
    public <T> ValueState<T> getState(ValueStateDescriptor<T> stateProperties) {
        throw refused("state", stateProperties.getName());
    }

    @Override
    public <T> ListState<T> getListState(ListStateDescriptor<T> stateProperties) {
        throw refused("state", stateProperties.getName());
    }

    @Override
    public <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> stateProperties) {
        throw refused("state", stateProperties.getName());
    }

    @Override
    public <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(
            AggregatingStateDescriptor<IN, ACC, OUT> stateProperties) {
        throw refused("state", stateProperties.getName());
    }

    @Override
    public <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> stateProperties) {
        throw refused("state", stateProperties.getName());
    }
}
