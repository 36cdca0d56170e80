package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.Blob;
import dev.weft.engine.common.BlobStore;
import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.ExecutorId;
import dev.weft.engine.common.Payload;
import dev.weft.engine.protocol.JobTopology;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/**
 * Everything that is needed to start one task.
 *
 * @param self the executor that runs it
 * @param topology the whole job and where it runs
 * @param attempt which task
 * @param slot the slot it occupies
 * @param chain the Java-serialized {@link dev.weft.engine.graph.ChainSpec} of its vertex
 * @param restored the state to begin with, as {@link dev.weft.engine.checkpoint.StateCodec} writes it; empty for a fresh
 *     start
 * @param ended whether all its operators had ended at the restored checkpoint
 * @param blobs where the chain is when it is only named
 * @param userClassLoader loads the user's classes; outlives the task
 */
public record TaskPlan(
        ExecutorId self,
        JobTopology topology,
        ExecutionAttemptId attempt,
        int slot,
        Blob chain,
        Optional<Payload> restored,
        boolean ended,
        BlobStore blobs,
        ClassLoader userClassLoader) {

    /** Names that nothing of another attempt, task or job has; the same number gives the same name. */
    String uniqueName(int number) {
        String path = topology.jobId() + "/" + attempt + "/" + number;
        return UUID.nameUUIDFromBytes(path.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
