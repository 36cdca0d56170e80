package dev.weft.core.execution;

import dev.weft.api.common.JobExecutionResult;

/** Hears of the jobs that an environment runs. Called on the thread that called execute or executeAsync. */
public interface JobListener {
    /** One of the two is null. */
    void onJobSubmitted(JobClient jobClient, Throwable throwable);

    /** One of the two is null. Called after execute only. */
    void onJobExecuted(JobExecutionResult jobExecutionResult, Throwable throwable);
}
