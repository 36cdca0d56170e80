package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.MetadataWrite.Outcome;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of a job's checkpoints, called on I/O threads, one call at a time and in order; answers come on the
 * JobMaster's loop, which owns this.
 */
@LoopOwned
public final class CheckpointFiles {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);

    private final CheckpointStorage storage;
    private final Executor io;
    private final EventLoop loop;
    private final Deque<Runnable> queued = new ArrayDeque<>();
    private boolean busy;
    private boolean used;

    /** @param storage may block */
    public CheckpointFiles(CheckpointStorage storage, Executor io, EventLoop loop) {
        this.storage = storage;
        this.io = io;
        this.loop = loop;
    }

    /** See {@link CheckpointStorage#isDurable}. */
    boolean areDurable() {
        return storage.isDurable();
    }

    /** The highest id that was ever used by this job. */
    void highestId(Consumer<Long> done, Consumer<Throwable> failed) {
        call(storage::highestId, done, failed);
    }

    /** Whether anything may have been written. */
    boolean areUsed() {
        loop.assertInLoop();
        return used;
    }

    /** Makes the directory of a checkpoint. */
    void prepare(long id, CheckpointOrder order, Consumer<String> done, Consumer<Throwable> failed) {
        loop.assertInLoop();
        used = true;
        call(
                () -> order.parent().isPresent()
                        ? storage.prepareSavepoint(order.parent().get())
                        : storage.prepare(id),
                done,
                failed);
    }

    /** Collects the metadata of what was acknowledged. */
    void assemble(
            CheckpointParts parts, JobGraph graph, Consumer<CheckpointMetadata> done, Consumer<Throwable> failed) {
        call(() -> parts.metadata(graph), done, failed);
    }

    MetadataWrite writeOf(CheckpointMetadata metadata, String directory, boolean owned) {
        return new MetadataWrite(storage, directory, metadata, owned);
    }

    void write(MetadataWrite write, Consumer<Outcome> ended) {
        call(write::write, ended, failure -> ended.accept(new Outcome.Unknown(failure)));
    }

    void settle(MetadataWrite write, Throwable reported, Consumer<Outcome> ended) {
        call(() -> write.settle(reported), ended, failure -> ended.accept(new Outcome.Unknown(failure)));
    }

    void read(String address, Consumer<CheckpointMetadata> done, Consumer<Throwable> failed) {
        call(() -> storage.read(address), done, failed);
    }

    /** The shared files that tasks have named. */
    void sharedFilesOf(Collection<Payload> states, Consumer<Set<String>> done, Consumer<Throwable> failed) {
        call(() -> CheckpointMetadata.sharedFilesOf(states), done, failed);
    }

    /** Deletes a checkpoint, then shared files; what cannot be deleted is logged and stays. */
    void discard(String directory, Set<String> shared) {
        call(
                () -> {
                    storage.discard(directory, shared);
                    return directory;
                },
                done -> {},
                failure -> LOG.warn(
                        "The checkpoint at '{}' and {} shared files cannot be deleted",
                        directory,
                        shared.size(),
                        failure));
    }

    /** The job has ended: deletes what incomplete checkpoints have left. The last call. */
    void release(Runnable then) {
        call(
                () -> {
                    storage.release();
                    return true;
                },
                done -> then.run(),
                failure -> {
                    LOG.warn("What incomplete checkpoints have left cannot be deleted", failure);
                    then.run();
                });
    }

    private <T> void call(Callable<T> blocking, Consumer<T> done, Consumer<Throwable> failed) {
        loop.assertInLoop();
        queued.add(() -> {
            try {
                T result = blocking.call();
                loop.execute(() -> over(() -> done.accept(result)));
            } catch (Throwable failure) {
                loop.execute(() -> over(() -> failed.accept(failure)));
            }
        });
        next();
    }

    private void over(Runnable answer) {
        loop.assertInLoop();
        busy = false;
        next();
        answer.run();
    }

    private void next() {
        loop.assertInLoop();
        if (!busy && !queued.isEmpty()) {
            busy = true;
            io.execute(queued.remove());
        }
    }
}
