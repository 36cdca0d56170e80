package dev.weft.engine.jobmaster;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.BoundedWait;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.engine.view.JobView.Accumulated;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What runs user code after a job's last task has ended: {@link #merge} its accumulators, {@link #removeUncommitted} output of
 * sinks. Both run on the I/O executor. Used once, by the JobMaster's loop.
 *
 * @param userClassLoader empty when no user code has run
 * @param loop where the results are handed over
 */
record JobFinalization(
        JobGraph graph, BlobStore blobs, Optional<ClassLoader> userClassLoader, Executor io, EventLoop loop) {

    private static final Logger LOG = LoggerFactory.getLogger(JobFinalization.class);

    /** How long the job's end waits for the removal of uncommitted output. */
    private static final Duration CLEAN_UP_PATIENCE = Duration.ofSeconds(10);

    void merge(Accumulators accumulators, Consumer<Map<String, Accumulated>> then) {
        if (userClassLoader.isEmpty() || accumulators.ofAttempts().isEmpty()) {
            then.accept(Map.of());
            return;
        }
        io.execute(() -> {
            Map<String, Accumulated> merged = accumulators.merge(userClassLoader.get());
            loop.execute(() -> then.accept(merged));
        });
    }

    /** @param then called once, after a bounded time */
    void removeUncommitted(Runnable then) {
        if (userClassLoader.isEmpty()) {
            then.run();
            return;
        }
        Runnable removed = new BoundedWait(
                loop,
                CLEAN_UP_PATIENCE,
                () -> LOG.warn(
                        "Removing the uncommitted output of job [{}] takes longer than {} s; the job ends without it."
                                + " Hidden files may be left in the output directories of {}",
                        graph.jobId(),
                        CLEAN_UP_PATIENCE.toSeconds(),
                        graph.vertices().stream()
                                .filter(JobVertex::commits)
                                .map(vertex -> "'" + vertex.name() + "'")
                                .collect(Collectors.joining(", "))),
                then);
        io.execute(() -> {
            AbandonedOutputs.remove(graph, blobs, userClassLoader.get());
            loop.execute(removed);
        });
    }
}
