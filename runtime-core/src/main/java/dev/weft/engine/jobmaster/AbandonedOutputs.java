package dev.weft.engine.jobmaster;

import dev.weft.engine.common.BlobStore;
import dev.weft.engine.graph.ChainPayload;
import dev.weft.engine.graph.ChainSpec;
import dev.weft.engine.graph.ChainSpec.ChainedOperator;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobVertex;
import dev.weft.program.AbandonedOutput;
import dev.weft.program.Operation.SinkTo;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cleanup after a job: asks its sinks to remove uncommitted output of their writers. Runs user code and calls file
 * systems, so it runs on the I/O executor. What cannot be removed is logged and stays, since the job's outcome does not
 * depend on it.
 */
final class AbandonedOutputs {

    private static final Logger LOG = LoggerFactory.getLogger(AbandonedOutputs.class);

    private AbandonedOutputs() {}

    static void remove(JobGraph graph, BlobStore blobs, ClassLoader userClassLoader) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(userClassLoader);
        try {
            graph.vertices().stream()
                    .filter(JobVertex::commits)
                    .forEach(vertex -> remove(graph, vertex, blobs, userClassLoader));
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static void remove(JobGraph graph, JobVertex vertex, BlobStore blobs, ClassLoader userClassLoader) {
        try {
            ChainSpec chain = ChainPayload.read(vertex.chain(), blobs, userClassLoader, vertex.name());
            for (ChainedOperator operator : chain.operators()) {
                if (operator.operation() instanceof SinkTo sinkTo && sinkTo.sink() instanceof AbandonedOutput output) {
                    output.removeAbandoned(graph.jobId());
                    LOG.info("Removed uncommitted output of sink '{}' of job [{}]", operator.name(), graph.jobId());
                }
            }
        } catch (IOException | RuntimeException | LinkageError e) {
            LOG.warn(
                    "What the sinks of '{}' of job [{}] may have left is not removed", vertex.name(), graph.jobId(), e);
        }
    }
}
