package dev.weft.core.execution;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The result of a job that was not waited for: it has an id, and nothing else yet. */
public final class DetachedJobExecutionResult extends JobExecutionResult {
    /** The result of a job that nobody waited for. */
    public DetachedJobExecutionResult(JobID jobID) {
        super(jobID, -1, Map.of());
    }

    @Override
    public boolean isJobExecutionResult() {
        return false;
    }

    @Override
    public long getNetRuntime() {
        throw notThere("runtime");
    }

    @Override
    public long getNetRuntime(TimeUnit desiredUnit) {
        throw notThere("runtime");
    }

    @Override
    public <T> T getAccumulatorResult(String accumulatorName) {
        throw notThere("accumulator '" + accumulatorName + "'");
    }

    @Override
    public Map<String, Object> getAllAccumulatorResults() {
        throw notThere("accumulators");
    }

    private InvalidProgramException notThere(String what) {
        return new InvalidProgramException("job " + getJobID() + " was submitted detached, so its " + what
                + " is not known here: submit it attached, or ask the JobClient of executeAsync()");
    }

    @Override
    public String toString() {
        return "Job has been submitted with JobID " + getJobID();
    }
}
