package dev.weft.engine.taskexecutor.task;

import dev.weft.engine.common.ExecutionAttemptId;
import dev.weft.engine.common.Machine;
import dev.weft.engine.common.Payload;
import dev.weft.engine.exchange.ExchangeSettings;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.protocol.CheckpointRequest.Alignment;
import dev.weft.engine.protocol.CheckpointRequest.Kind;
import dev.weft.engine.protocol.CheckpointRequest.Next;
import dev.weft.engine.rpc.Secret;
import dev.weft.engine.transport.BindAddress;
import dev.weft.engine.transport.Transport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Task engines on real threads: one, or two of which the second runs the vertices named "consumer" and reaches the first
 * in the given way. A test plays the JobManager: it triggers checkpoints, and tells of their outcome.
 */
final class TaskRig implements AutoCloseable {

    /** How records get from one task to another. */
    enum Way {
        LOCAL,
        SHARED_MEMORY,
        TCP
    }

    private final Secret secret = Secret.random();
    private final List<ThreadedTaskEngine> engines = new ArrayList<>();

    List<ThreadedTaskEngine> start(Way way) {
        while (engines.size() < (way == Way.LOCAL ? 1 : 2)) {
            engines.add(new ThreadedTaskEngine(
                    new TaskEngineSettings(exchange(way), "localhost"),
                    Machine.system(),
                    Transport.tcp(),
                    message -> {}));
        }
        return engines;
    }

    /** Settings of an exchange that the others of this rig can reach. */
    ExchangeSettings exchange(Way way) {
        return new ExchangeSettings(
                64L << 20,
                32 << 10,
                1 << 20,
                way == Way.SHARED_MEMORY,
                BindAddress.anyPort("127.0.0.1"),
                secret,
                1,
                Duration.ofSeconds(10),
                Duration.ofSeconds(30));
    }

    LittleJob.Run start(LittleJob job) {
        return job.start(engines, (vertex, subtask) -> engines.size() > 1 && vertex.equals("consumer") ? 1 : 0);
    }

    static CheckpointRequest aligned(long id) {
        return checkpoint(id, Alignment.ALIGNED, CheckpointRequest.NEVER);
    }

    static CheckpointRequest unaligned(long id) {
        return checkpoint(id, Alignment.UNALIGNED, CheckpointRequest.NEVER);
    }

    /** An unaligned checkpoint whose state is stored in files: messages hold only so much. */
    static CheckpointRequest unaligned(long id, Path directory) {
        return checkpoint(
                id,
                Alignment.UNALIGNED,
                CheckpointRequest.NEVER,
                directory.toUri().toString());
    }

    static CheckpointRequest checkpoint(long id, Alignment alignment, long timeoutMs) {
        return checkpoint(id, alignment, timeoutMs, "");
    }

    private static CheckpointRequest checkpoint(long id, Alignment alignment, long timeoutMs, String directory) {
        return new CheckpointRequest(
                id,
                System.currentTimeMillis(),
                Kind.CHECKPOINT,
                alignment,
                timeoutMs,
                Next.GO_ON,
                directory,
                OptionalLong.empty());
    }

    static CheckpointRequest savepoint(long id, Next next) {
        return new CheckpointRequest(
                id,
                0,
                Kind.NATIVE_SAVEPOINT,
                Alignment.ALIGNED,
                CheckpointRequest.NEVER,
                next,
                "",
                OptionalLong.empty());
    }

    /** What all tasks have stored, once they have. */
    static Map<ExecutionAttemptId, Payload> stored(LittleJob.Run run, long checkpointId) {
        Map<ExecutionAttemptId, Payload> state = new HashMap<>();
        run.tasks().keySet().forEach(attempt -> state.put(attempt, run.events().awaitStored(attempt, checkpointId)));
        return state;
    }

    static void cancel(LittleJob.Run run) {
        run.cancelAll();
        run.events().awaitAllEnded();
    }

    @Override
    public void close() {
        engines.forEach(ThreadedTaskEngine::close);
    }
}
