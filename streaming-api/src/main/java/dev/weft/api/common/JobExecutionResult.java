package dev.weft.api.common;

import dev.weft.core.execution.spi.ResultTail;
import dev.weft.util.OptionalFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The result of a job that ran to its end: how long it took and what its accumulators hold. */
public class JobExecutionResult extends JobSubmissionResult {
    private final long netRuntimeMs;
    private final Map<String, OptionalFailure<Object>> accumulatorResults;

    /**
     * The result of a finished job.
     *
     * @param netRuntime from start to end, in milliseconds
     * @param accumulators the merged values by name; each may be a failure of its own
     */
    public JobExecutionResult(JobID jobID, long netRuntime, Map<String, OptionalFailure<Object>> accumulators) {
        super(jobID);
        this.netRuntimeMs = netRuntime;
        this.accumulatorResults = accumulators == null ? Map.of() : new HashMap<>(accumulators);
    }

    @Override
    public boolean isJobExecutionResult() {
        return true;
    }

    @Override
    public JobExecutionResult getJobExecutionResult() {
        return this;
    }

    /** Milliseconds. */
    public long getNetRuntime() {
        return netRuntimeMs;
    }

    /** How long the job ran, in this unit, cut off. */
    public long getNetRuntime(TimeUnit desiredUnit) {
        return desiredUnit.convert(netRuntimeMs, TimeUnit.MILLISECONDS);
    }

    /** The accumulator's final value, or null when there is none of that name. */
    @SuppressWarnings("unchecked") // the caller knows the type that goes with the name
    public <T> T getAccumulatorResult(String accumulatorName) {
        OptionalFailure<Object> result = accumulatorResults.get(accumulatorName);
        return result == null ? null : (T) result.getUnchecked();
    }

    /**
     * The merged values of all accumulators by name.
     *
     * @throws RuntimeException if one of them could not be merged or read
     */
    public Map<String, Object> getAllAccumulatorResults() {
        Map<String, Object> values = new HashMap<>();
        own().forEach((name, result) -> values.put(name, result.getUnchecked()));
        return values;
    }

    /** The program's own accumulators, without those that bring it the results of its collecting sinks. */
    private Map<String, OptionalFailure<Object>> own() {
        Map<String, OptionalFailure<Object>> own = new TreeMap<>(accumulatorResults);
        own.keySet().removeIf(ResultTail::isAccumulator);
        return own;
    }

    /**
     * The value of an accumulator whose result is an {@code Integer}; null if there is none of this name.
     *
     * @throws ClassCastException if its result is of another class
     */
    public Integer getIntCounterResult(String accumulatorName) {
        Object result = getAccumulatorResult(accumulatorName);
        if (result != null && !(result instanceof Integer)) {
            throw new ClassCastException("accumulator '" + accumulatorName + "' holds a "
                    + result.getClass().getName() + ", not an Integer");
        }
        return (Integer) result;
    }

    /** A result without runtime and accumulators, for a job that nobody waited for. */
    public static JobExecutionResult fromJobSubmissionResult(JobSubmissionResult result) {
        return new JobExecutionResult(result.getJobID(), -1, Map.of());
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Program execution finished\n")
                .append("Job with JobID ")
                .append(getJobID())
                .append(" has finished.\n")
                .append("Job Runtime: ")
                .append(netRuntimeMs)
                .append(" ms\n");
        Map<String, OptionalFailure<Object>> own = own();
        if (!own.isEmpty()) {
            text.append("Accumulator Results:\n");
            own.forEach((name, result) ->
                    text.append("- ").append(name).append(": ").append(result).append('\n'));
        }
        return text.toString();
    }
}
