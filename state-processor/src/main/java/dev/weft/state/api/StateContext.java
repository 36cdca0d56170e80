package dev.weft.state.api;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.api.common.accumulators.DoubleCounter;
import dev.weft.api.common.accumulators.Histogram;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.functions.RuntimeContext;
import dev.weft.api.common.state.State;
import dev.weft.api.common.state.StateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStateGetters;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.metrics.groups.OperatorMetricGroup;
import java.io.Serializable;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The context of a function that reads or makes keyed state: that of its task, with other keyed state. Remembers what was
 * declared. Belongs to the thread of its task.
 */
final class StateContext extends KeyedStateGetters implements RuntimeContext {

    private final RuntimeContext task;
    private final KeyedStates states;
    private final Map<String, NamespacedState<?, Void>> declared = new LinkedHashMap<>();

    StateContext(RuntimeContext task, KeyedStates states) {
        this.task = task;
        this.states = states;
    }

    /** The states that the function has asked for. */
    Collection<NamespacedState<?, Void>> declared() {
        return declared.values();
    }

    @Override
    public <S extends State> S state(StateDescriptor<S, ?> descriptor) {
        NamespacedState<S, Void> state = states.state(descriptor, Namespaces.NONE);
        declared.put(descriptor.getName(), state);
        return state.undivided();
    }

    @Override
    public JobInfo getJobInfo() {
        return task.getJobInfo();
    }

    @Override
    public TaskInfo getTaskInfo() {
        return task.getTaskInfo();
    }

    @Override
    public OperatorMetricGroup getMetricGroup() {
        return task.getMetricGroup();
    }

    @Override
    public ExecutionConfig getExecutionConfig() {
        return task.getExecutionConfig();
    }

    @Override
    public <T> TypeSerializer<T> createSerializer(TypeInformation<T> typeInformation) {
        return task.createSerializer(typeInformation);
    }

    @Override
    public Map<String, String> getGlobalJobParameters() {
        return task.getGlobalJobParameters();
    }

    @Override
    public boolean isObjectReuseEnabled() {
        return task.isObjectReuseEnabled();
    }

    @Override
    public ClassLoader getUserCodeClassLoader() {
        return task.getUserCodeClassLoader();
    }

    @Override
    public void registerUserCodeClassLoaderReleaseHookIfAbsent(String releaseHookName, Runnable releaseHook) {
        task.registerUserCodeClassLoaderReleaseHookIfAbsent(releaseHookName, releaseHook);
    }

    @Override
    public <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator) {
        task.addAccumulator(name, accumulator);
    }

    @Override
    public <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name) {
        return task.getAccumulator(name);
    }

    @Override
    public IntCounter getIntCounter(String name) {
        return task.getIntCounter(name);
    }

    @Override
    public LongCounter getLongCounter(String name) {
        return task.getLongCounter(name);
    }

    @Override
    public DoubleCounter getDoubleCounter(String name) {
        return task.getDoubleCounter(name);
    }

    @Override
    public Histogram getHistogram(String name) {
        return task.getHistogram(name);
    }
}
