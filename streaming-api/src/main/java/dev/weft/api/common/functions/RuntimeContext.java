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
    /** The job that the function runs in. */
    JobInfo getJobInfo();

    /** The task that the function runs in. */
    TaskInfo getTaskInfo();

    /** The id of the job. */
    default JobID getJobId() {
        return getJobInfo().getJobId();
    }

    /** The name of the task, without the number of the parallel instance. */
    default String getTaskName() {
        return getTaskInfo().getTaskName();
    }

    /** The parallelism of the task. */
    default int getNumberOfParallelSubtasks() {
        return getTaskInfo().getNumberOfParallelSubtasks();
    }

    /** The number of key groups. */
    default int getMaxNumberOfParallelSubtasks() {
        return getTaskInfo().getMaxNumberOfParallelSubtasks();
    }

    /** The number of this parallel instance, from 0. */
    default int getIndexOfThisSubtask() {
        return getTaskInfo().getIndexOfThisSubtask();
    }

    /** How often this parallel instance was started before: 0 at the first attempt, one more after each restart. */
    default int getAttemptNumber() {
        return getTaskInfo().getAttemptNumber();
    }

    /** The task's name with the number of the parallel instance and of the attempt, such as {@code map (3/6)#0}. */
    default String getTaskNameWithSubtasks() {
        return getTaskInfo().getTaskNameWithSubtasks();
    }

    /** Where the function registers metrics of its operator. */
    OperatorMetricGroup getMetricGroup();

    /** The job's execution configuration, to be read only. */
    ExecutionConfig getExecutionConfig();

    /** A new serializer of the type, as the job is configured. */
    <T> TypeSerializer<T> createSerializer(TypeInformation<T> typeInformation);

    /** The job's global parameters as text, empty when it has none. */
    Map<String, String> getGlobalJobParameters();

    /** Whether elements are handed over without a copy, so that the function must not keep them. */
    boolean isObjectReuseEnabled();

    /** Loads the program's classes. */
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

    /**
     * The value that is kept for each key. To be asked for in {@code open}; reads and writes go to the key of the
     * element or timer that is being processed.
     *
     * @throws IllegalStateException if the stream is not keyed; the message says what to do
     */
    <T> ValueState<T> getState(ValueStateDescriptor<T> stateProperties);

    /** As {@link #getState}, for a list. */
    <T> ListState<T> getListState(ListStateDescriptor<T> stateProperties);

    /** As {@link #getState}, for values that are reduced as they are added. */
    <T> ReducingState<T> getReducingState(ReducingStateDescriptor<T> stateProperties);

    /** As {@link #getState}, for values that are aggregated as they are added. */
    <IN, ACC, OUT> AggregatingState<IN, OUT> getAggregatingState(
            AggregatingStateDescriptor<IN, ACC, OUT> stateProperties);

    /** As {@link #getState}, for a map. */
    <UK, UV> MapState<UK, UV> getMapState(MapStateDescriptor<UK, UV> stateProperties);
}
