package dev.weft.engine.dispatcher;

import dev.weft.api.common.JobID;
import dev.weft.core.execution.spi.ResultFetcher.Fetched;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.jobmaster.JobMaster;
import dev.weft.engine.jobmaster.JobMasterDependencies;
import dev.weft.engine.jobmaster.JobSubmission;
import dev.weft.engine.jobmaster.SlotProvider;
import dev.weft.engine.jobmaster.checkpoint.CheckpointOrder;
import dev.weft.engine.view.ClusterCommands;
import dev.weft.engine.view.JobView;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns the cluster's jobs: starts a JobMaster for each, publishes their views, and notifies the listener when one has
 * ended. Runs on one loop; every public method only enqueues.
 */
@LoopOwned
final class Dispatcher implements ClusterCommands {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    /** Timeout of a fetch: a task that ends while it is asked for results does not answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final EventLoop loop;
    private final SlotProvider slots;
    private final JobMasterDependencies dependencies;
    private final PublishedViews views;
    private final JobManager.Listener listener;
    private final Map<JobID, JobMaster> running = new LinkedHashMap<>();
    /** By job, the orders that its JobMaster has not answered. One that reaches it in its last moments it never answers. */
    private final Map<JobID, List<CheckpointOrder>> unanswered = new HashMap<>();

    Dispatcher(
            EventLoop loop,
            SlotProvider slots,
            JobMasterDependencies dependencies,
            PublishedViews views,
            JobManager.Listener listener) {
        this.loop = loop;
        this.slots = slots;
        this.dependencies = dependencies;
        this.views = views;
        this.listener = listener;
    }

    /** Starts the job; a job whose id is known already is not started again. */
    void submit(JobSubmission job) {
        loop.execute(() -> {
            JobID id = job.graph().jobId();
            if (running.containsKey(id) || views.job(id).isPresent()) {
                LOG.warn(
                        "Job '{}' [{}] was submitted before and is not started again",
                        job.graph().name(),
                        id);
                return;
            }
            LOG.info(
                    "Job '{}' [{}] was submitted: {} vertices, {} slots",
                    job.graph().name(),
                    id,
                    job.graph().vertices().size(),
                    job.slotsNeeded());
            JobMaster master = new JobMaster(job, slots, dependencies, new FromJobMaster());
            running.put(id, master);
            master.start();
        });
    }

    @Override
    public void cancelJob(JobID job) {
        loop.execute(() -> {
            JobMaster master = running.get(job);
            if (master != null) {
                master.cancel();
            }
        });
    }

    @Override
    public CompletableFuture<Fetched> fetchCollected(JobID job, String sink, long offset) {
        CompletableFuture<Fetched> answer = new CompletableFuture<>();
        loop.execute(() -> {
            loop.schedule(PATIENCE, () -> answer.complete(Fetched.NONE));
            JobMaster master = running.get(job);
            if (master == null) {
                answer.complete(Fetched.ENDED);
            } else {
                master.fetchCollected(sink, offset, answer);
            }
        });
        return answer;
    }

    @Override
    public CompletableFuture<Taken> triggerCheckpoint(JobID job, boolean full) {
        return take(job, CheckpointOrder.ofCheckpoint(full));
    }

    @Override
    public CompletableFuture<Taken> triggerSavepoint(JobID job, boolean portable, Optional<String> parent) {
        return take(job, CheckpointOrder.ofSavepoint(portable, parent));
    }

    @Override
    public CompletableFuture<Taken> stopWithSavepoint(
            JobID job, boolean portable, boolean drain, Optional<String> parent) {
        return take(job, CheckpointOrder.ofStop(portable, drain, parent));
    }

    @Override
    public CompletableFuture<Void> disposeSavepoint(String address) {
        CompletableFuture<Void> disposed = new CompletableFuture<>();
        dependencies.io().execute(() -> {
            try {
                Savepoints.dispose(address);
                disposed.complete(null);
            } catch (IOException | RuntimeException e) {
                disposed.completeExceptionally(new WeftException(
                        ErrorCode.EXTERNAL_SERVICE,
                        "savepoint '" + address + "' was not disposed: " + e.getMessage(),
                        e));
            }
        });
        return disposed;
    }

    private CompletableFuture<Taken> take(JobID job, CheckpointOrder order) {
        loop.execute(() -> {
            JobMaster master = running.get(job);
            if (master == null) {
                order.answer()
                        .completeExceptionally(new WeftException(
                                ErrorCode.INVALID_CONFIGURATION,
                                "job " + job + " does not run here, so no checkpoint of it can be taken"));
            } else {
                List<CheckpointOrder> orders = unanswered.computeIfAbsent(job, id -> new ArrayList<>());
                orders.add(order);
                order.answer().whenComplete((taken, failure) -> loop.execute(() -> orders.remove(order)));
                master.take(order);
            }
        });
        return order.answer();
    }

    private void refuseUnanswered(JobID job) {
        List<CheckpointOrder> orders = unanswered.remove(job);
        if (orders != null) {
            List.copyOf(orders)
                    .forEach(order -> order.answer()
                            .completeExceptionally(new WeftException(
                                    ErrorCode.EXTERNAL_SERVICE,
                                    "no checkpoint or savepoint was taken: job " + job + " has ended meanwhile")));
        }
    }

    /** Fails every running job. */
    void failAll(WeftException why) {
        loop.execute(() -> List.copyOf(running.values()).forEach(master -> master.fail(why)));
    }

    private final class FromJobMaster implements JobMaster.Listener {
        @Override
        public void onChanged(JobView job) {
            views.publish(job);
        }

        @Override
        public void onRestart(String told) {
            loop.execute(() -> listener.onRestart(told));
        }

        @Override
        public void onEnded(JobView job) {
            views.publish(job);
            loop.execute(() -> {
                running.remove(job.id());
                refuseUnanswered(job.id());
                listener.onJobEnded(job);
            });
        }
    }
}
