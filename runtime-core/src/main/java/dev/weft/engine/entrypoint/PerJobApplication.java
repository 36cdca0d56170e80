package dev.weft.engine.entrypoint;

import dev.weft.engine.common.Clock;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.dispatcher.JobManager;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.resourcemanager.spi.ResourceProvider.Outcome;
import dev.weft.engine.rest.server.ResultRequests;
import dev.weft.engine.view.JobView;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Life cycle of a per-job application. The application ends with its job, whatever its client does: an attached client
 * gets a few seconds to fetch the result, the outcome is reported to the cluster, and the process exits.
 *
 * <p>Runs on a loop of its own. States: running → ending → ended. Only the first reason to end counts; later ones are
 * ignored.
 */
@LoopOwned
public final class PerJobApplication implements JobManager.Listener {

    private static final Logger LOG = LoggerFactory.getLogger(PerJobApplication.class);

    /** How long a client that asked about the job lately may take to fetch its result. */
    private static final Duration RESULT_PATIENCE = Duration.ofSeconds(3);

    /** A client that asked for the result within this time counts as still waiting. */
    private static final Duration AWAITED_WITHIN = Duration.ofSeconds(3);

    /** How long a job may take to fail after the cluster has failed it. */
    private static final Duration JOB_FAILURE_PATIENCE = Duration.ofSeconds(5);

    /** The part of the JobManager that this class uses. */
    public interface Jobs {
        void submit(JobSubmission job);

        /** Ends the application on the cluster; {@link JobManager.Listener#onFinished} follows. */
        void finish(Outcome outcome, String diagnostics);

        static Jobs of(JobManager manager) {
            return new Jobs() {
                @Override
                public void submit(JobSubmission job) {
                    manager.submit(job);
                }

                @Override
                public void finish(Outcome outcome, String diagnostics) {
                    manager.finish(outcome, diagnostics);
                }
            };
        }
    }

    private final EventLoop loop;
    private final ResultRequests results;
    private final CompletableFuture<ApplicationExit> ended = new CompletableFuture<>();
    private Jobs jobs;
    private ApplicationExit ending;
    private boolean finishing;

    PerJobApplication(EventLoop loop, Clock clock) {
        this.loop = loop;
        this.results = new ResultRequests(clock, job -> loop.execute(this::finishIfEnding));
    }

    /** Starts the application on a loop of its own. */
    public static PerJobApplication start(Machine machine) {
        EventLoop loop = machine.loops()
                .start(
                        "application",
                        (name, fault) -> LOG.error("Internal error in the event loop of the {}", name, fault));
        return new PerJobApplication(loop, machine.clock());
    }

    /** Receives from the REST server which clients wait for the job's result. */
    public ResultRequests results() {
        return results;
    }

    /** Submits the job; ends the application when the job cannot be read. Called once, before anything can end. */
    public void run(Jobs manager, Supplier<JobSubmission> job) {
        loop.execute(() -> {
            jobs = manager;
            try {
                manager.submit(job.get());
            } catch (WeftException e) {
                end(ApplicationExit.of(e));
            } catch (RuntimeException e) {
                end(ApplicationExit.of(
                        new WeftException(ErrorCode.INTERNAL, "the staged job cannot be read: " + e, e)));
            }
        });
    }

    /** Completed when the cluster knows the outcome: the process may exit. */
    public CompletableFuture<ApplicationExit> ended() {
        return ended;
    }

    @Override
    public void onJobEnded(JobView job) {
        loop.execute(() -> {
            if (begin(ApplicationExit.of(job))) {
                if (results.awaited(job.id(), AWAITED_WITHIN) && !results.fetched(job.id())) {
                    loop.schedule(RESULT_PATIENCE, this::finishIfEnding);
                } else {
                    finishIfEnding();
                }
            }
        });
    }

    @Override
    public void onFatal(WeftException failure) {
        // The JobManager fails its job, whose end says more than this; but it may be unable to.
        LOG.error("The application must end", failure);
        loop.schedule(JOB_FAILURE_PATIENCE, () -> end(ApplicationExit.of(failure)));
    }

    @Override
    public void onFinished() {
        loop.execute(() -> ended.complete(ending));
    }

    /** Enters the state "ending"; false when it has been entered before. */
    private boolean begin(ApplicationExit how) {
        if (ending != null) {
            return false;
        }
        ending = how;
        LOG.info("The application ends: {}", how.outcome());
        return true;
    }

    private void end(ApplicationExit how) {
        if (begin(how)) {
            finishIfEnding();
        }
    }

    /** Called when the client has fetched the result, or its time for that is over. */
    private void finishIfEnding() {
        if (ending != null && !finishing) {
            finishing = true;
            jobs.finish(ending.outcome(), ending.diagnostics());
        }
    }
}
