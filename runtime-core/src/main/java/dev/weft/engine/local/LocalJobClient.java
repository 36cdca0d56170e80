package dev.weft.engine.local;

import dev.weft.api.common.JobExecutionResult;
import dev.weft.api.common.JobID;
import dev.weft.api.common.JobStatus;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.core.execution.spi.ResultFetcher;
import dev.weft.core.execution.spi.ResultTail;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.UserObjects;
import dev.weft.engine.protocol.ExceptionCodec;
import dev.weft.engine.view.ClusterCommands.Taken;
import dev.weft.engine.view.JobView;
import dev.weft.engine.view.JobView.Accumulated;
import dev.weft.runtime.client.JobCancellationException;
import dev.weft.runtime.client.JobExecutionException;
import dev.weft.util.OptionalFailure;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** {@link JobClient} of a job that runs in this process. */
final class LocalJobClient implements JobClient, ResultFetcher {

    private final JobID id;
    private final LocalCluster cluster;
    private final ClassLoader userClassLoader;
    private final CompletableFuture<JobView> ended;

    private LocalJobClient(
            JobID id, LocalCluster cluster, ClassLoader userClassLoader, CompletableFuture<JobView> ended) {
        this.id = id;
        this.cluster = cluster;
        this.userClassLoader = userClassLoader;
        this.ended = ended;
    }

    /** Runs the job; the cluster is closed when it has ended. */
    static LocalJobClient run(JobGraph graph, LocalCluster cluster, ClassLoader userClassLoader) {
        CompletableFuture<JobView> result = cluster.submit(graph);
        // The program goes on only when the cluster is gone, so that a process that runs many programs has one at a
        // time.
        CompletableFuture<JobView> ended = result.whenComplete((view, failure) -> cluster.close())
                .thenCombine(cluster.finished(), (view, nothing) -> view);
        keepProcessUntil(ended, graph.name());
        return new LocalJobClient(graph.jobId(), cluster, userClassLoader, ended);
    }

    /** All threads of a cluster are daemons; without this one a job would be cut short when {@code main} returns before its end. */
    private static void keepProcessUntil(CompletableFuture<?> ended, String job) {
        Thread waits = new Thread(() -> ended.exceptionally(failure -> null).join(), "job '" + job + "'");
        waits.setDaemon(false);
        waits.start();
    }

    @Override
    public JobID getJobID() {
        return id;
    }

    @Override
    public CompletableFuture<JobStatus> getJobStatus() {
        return CompletableFuture.completedFuture(
                cluster.view().job(id).map(JobView::status).orElse(JobStatus.INITIALIZING));
    }

    @Override
    public CompletableFuture<Void> cancel() {
        cluster.cancel(id);
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<String> stopWithSavepoint(
            boolean advanceToEndOfEventTime, String directory, SavepointFormatType format) {
        return cluster.commands()
                .stopWithSavepoint(id, isPortable(format), advanceToEndOfEventTime, Optional.ofNullable(directory))
                .thenApply(Taken::address);
    }

    @Override
    public CompletableFuture<String> triggerSavepoint(String directory, SavepointFormatType format) {
        return cluster.commands()
                .triggerSavepoint(id, isPortable(format), Optional.ofNullable(directory))
                .thenApply(Taken::address);
    }

    private static boolean isPortable(SavepointFormatType format) {
        return format != SavepointFormatType.NATIVE;
    }

    @Override
    public Fetched fetch(String sink, long position) {
        CompletableFuture<Fetched> over = ended.handle((view, failure) -> Fetched.ENDED);
        return over.isDone()
                ? Fetched.ENDED
                : cluster.fetchCollected(id, sink, position)
                        .applyToEither(over, results -> results)
                        .join();
    }

    @Override
    public CompletableFuture<Map<String, Object>> getAccumulators() {
        return ended.thenApply(view -> {
            Map<String, Object> values = new HashMap<>();
            view.accumulators().forEach((name, accumulated) -> {
                if (!ResultTail.isAccumulator(name)) {
                    values.put(name, value(name, accumulated).getUnchecked());
                }
            });
            return values;
        });
    }

    private OptionalFailure<Object> value(String name, Accumulated accumulated) {
        return UserObjects.accumulator(name, accumulated.value(), userClassLoader);
    }

    @Override
    public CompletableFuture<JobExecutionResult> getJobExecutionResult() {
        return ended.thenApply(view -> {
            if (view.status() != JobStatus.FINISHED) {
                throw new CompletionException(failure(view));
            }
            Map<String, OptionalFailure<Object>> values = new HashMap<>();
            view.accumulators().forEach((name, accumulated) -> values.put(name, value(name, accumulated)));
            return new JobExecutionResult(id, view.endMs().orElseThrow() - view.startMs(), values);
        });
    }

    private JobExecutionException failure(JobView view) {
        String job = "job '" + view.name() + "'";
        if (view.status() == JobStatus.CANCELED) {
            return new JobCancellationException(id, job + " was cancelled", null);
        }
        JobView.Failure root = root(view);
        String what = root.task().isEmpty() && MemoryShortage.isTold(root)
                ? ": " + MemoryShortage.words(root.cause().summary(), Optional.of(view))
                : root.task().map(task -> " in " + task).orElse("") + ": "
                        + root.cause().summary();
        Throwable cause =
                ExceptionCodec.decode(root.cause().exception(), root.cause().stackTrace(), userClassLoader);
        return new JobExecutionException(id, job + " failed" + what, cause);
    }

    /**
     * The root failure to report. When memory ran out and a part of the engine failed first, the out-of-memory failure
     * of a task is preferred.
     */
    private static JobView.Failure root(JobView view) {
        JobView.Failure first = view.failures().get(0);
        return !MemoryShortage.isTold(first)
                ? first
                : view.failures().stream()
                        .filter(failure -> failure.task().isPresent() && MemoryShortage.isTold(failure))
                        .findFirst()
                        .orElse(first);
    }
}
