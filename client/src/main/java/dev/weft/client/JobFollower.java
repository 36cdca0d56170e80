package dev.weft.client;

import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.client.JobEndpoint.JobState;
import dev.weft.client.JobOutcome.Verdict;
import dev.weft.client.spi.ClusterApplication;
import dev.weft.client.spi.ClusterApplication.Ending;
import dev.weft.client.spi.Progress;
import dev.weft.engine.common.Clock;
import dev.weft.engine.common.WeftException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Follows a job to its end: asks its JobManager, and the cluster when that does not answer any more. Tells every change of the
 * job's status, and every restart with the failure before it. Runs on a thread of its own.
 */
final class JobFollower {

    private static final Duration SHORT_WAIT = Duration.ofMillis(250);
    private static final Duration LONG_WAIT = Duration.ofSeconds(2);
    private static final long SILENCE_TOLD_MS = 3_000;

    /** A pause before the next try. */
    interface Pause {
        void forMs(long ms) throws InterruptedException;
    }

    private final JobID job;
    private final ClusterApplication application;
    private final JobEndpoint endpoint;
    private final Progress progress;
    private final Clock clock;
    private final Pause pause;
    private JobStatus told = JobStatus.INITIALIZING;
    private long restarts;
    private long silentSince = -1;
    private boolean silenceTold;

    JobFollower(
            JobID job,
            ClusterApplication application,
            JobEndpoint endpoint,
            Progress progress,
            Clock clock,
            Pause pause) {
        this.job = job;
        this.application = application;
        this.endpoint = endpoint;
        this.progress = progress;
        this.clock = clock;
        this.pause = pause;
    }

    JobOutcome follow() throws InterruptedException {
        while (true) {
            try {
                Optional<JobOutcome> outcome =
                        endpoint.outcome(job, told == JobStatus.RUNNING ? LONG_WAIT : SHORT_WAIT);
                if (outcome.isPresent()) {
                    tell(new JobState(status(outcome.get()), restarts));
                    return outcome.get();
                }
                tell(endpoint.state(job));
                silentSince = -1;
                silenceTold = false;
            } catch (WeftException e) {
                Optional<Ending> ending = application.ending();
                if (ending.isPresent()) {
                    return byCluster(ending.get());
                }
                onSilence(e);
                pause.forMs(100);
            }
        }
    }

    private static JobStatus status(JobOutcome outcome) {
        return switch (outcome.verdict()) {
            case FINISHED -> JobStatus.FINISHED;
            case FAILED -> JobStatus.FAILED;
            case CANCELED -> JobStatus.CANCELED;
        };
    }

    /**
     * Prints one line for every observed change; a short restart may be over by then, and shows in the number of
     * restarts.
     */
    private void tell(JobState state) {
        if (state.restarts() > restarts) {
            String why =
                    endpoint.latestFailure(job).map(failure -> ": " + failure).orElse("");
            told = state.status();
            restarts = state.restarts();
            progress.line("Job " + job.toHexString() + " is " + told + ", restart " + restarts + why);
        } else if (state.status() != told) {
            told = state.status();
            progress.line("Job " + job.toHexString() + " is " + told);
        }
    }

    private void onSilence(WeftException failure) {
        long now = clock.nanoTime();
        if (silentSince < 0) {
            silentSince = now;
        } else if (!silenceTold && (now - silentSince) / 1_000_000 >= SILENCE_TOLD_MS) {
            silenceTold = true;
            progress.line("Trying on to follow the job in " + application.id() + ": " + failure.getMessage());
        }
    }

    private static JobOutcome byCluster(Ending ending) {
        return switch (ending.outcome()) {
            case SUCCEEDED -> JobOutcome.finished(-1, Map.of());
            case FAILED -> JobOutcome.ended(Verdict.FAILED, -1, ending.diagnostics());
            case KILLED -> JobOutcome.ended(Verdict.CANCELED, -1, ending.diagnostics());
        };
    }
}
