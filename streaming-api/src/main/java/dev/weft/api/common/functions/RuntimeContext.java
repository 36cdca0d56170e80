package dev.weft.api.common.functions;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobInfo;
import dev.weft.api.common.TaskInfo;
import dev.weft.api.common.accumulators.Accumulator;
import dev.weft.api.common.accumulators.DoubleCounter;
import dev.weft.api.common.accumulators.Histogram;
import dev.weft.api.common.accumulators.IntCounter;
import dev.weft.api.common.accumulators.LongCounter;
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

/**
 * A function's view of the task that runs it: who and where it is, its metrics, accumulators and state.
 *
 * <p>To be used on the task's thread only. The keyed state accessors work only in functions on a keyed stream.
 */
public interface RuntimeContext {
    JobInfo getJobInfo();

    TaskInfo getTaskInfo();

    default JobID getJobId() {
        return getJobInfo().getJobId();
    }

    default String getTaskName() {
        return getTaskInfo().getTaskName();
    }

    default int getNumberOfParallelSubtasks() {
        return getTaskInfo().getNumberOfParallelSubtasks();
    }

    default int getMaxNumberOfParallelSubtasks() {
        return getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    default int getIndexOfThisSubtask() {
        return getTaskInfo().getIndexOfThisSubtask();
    }

    default int getAttemptNumber() {
        return getTaskInfo().getAttemptNumber();
    }

    default String getTaskNameWithSubtasks() {
        return getTaskInfo().getTaskNameWithSubtasks();
    }

    OperatorMetricGroup getMetricGroup();

    ExecutionConfig getExecutionConfig();

    <T> TypeSerializer<T> createSerializer(TypeInformation<T> typeInformation);

    /** The job's global parameters as text, empty when it has none. */
    Map<String, String> getGlobalJobParameters();

    boolean isObjectReuseEnabled();

    ClassLoader getUserCodeClassLoader();

    /** Runs the hook when the job's class loader is given up; a second hook under the same name is ignored. */
    void registerUserCodeClassLoaderReleaseHookIfAbsent(String releaseHookName, Runnable releaseHook);

    /** Adds an accumulator; fails when the name is taken. */
    <V, A extends Serializable> void addAccumulator(String name, Accumulator<V, A> accumulator);

    /** The accumulator of that name, or null. */
    <V, A extends Serializable> Accumulator<V, A> getAccumulator(String name);

    /** The counter of that name, made at the first call. */
    IntCounter getIntCounter(String name);

    /** The counter of that name, made at the first call. */
    LongCounter getLongCounter(String name);

    /** The counter of that name, made at the first call. */
    DoubleCounter getDoubleCounter(String name);

    /** The histogram of that name, made at the first call. */
    Histogram getHistogram(String name);

    <T> ValueState<T> getState(ValueStateDescriptor<T> stateProperties);

    <T> ListState<T> getListState(ListStateDescriptor<T> stateProperties);

    <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> stateProperties);

    <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(
            AggregatingStateDescriptor<IN, ACC, OUT> stateProperties);

    <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> stateProperties);
}
