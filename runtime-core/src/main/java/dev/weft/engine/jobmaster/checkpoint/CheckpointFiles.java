package dev.weft.engine.jobmaster.checkpoint;

import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.CheckpointStorage;
import dev.weft.engine.common.EventLoop;
import dev.weft.engine.common.LoopOwned;
import dev.weft.engine.common.Payload;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.jobmaster.checkpoint.MetadataWrite.Outcome;
import dev.weft.engine.jobmaster.checkpoint.StorageCalls.Answers;
import dev.weft.engine.jobmaster.checkpoint.StorageCalls.Call;
import dev.weft.engine.jobmaster.checkpoint.StorageCalls.NotBegunException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The storage of a job's checkpoints, called on I/O threads, one call at a time and in order, and no longer waited for when
 * it does not answer; answers come on the JobMaster's loop, which owns this.
 */
@LoopOwned
public final class CheckpointFiles {

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFiles.class);

    private final CheckpointStorage storage;
    private final EventLoop loop;
    private final StorageCalls calls;
    private boolean used;

    /** @param storage may block */
    public CheckpointFiles(CheckpointStorage storage, Executor io, EventLoop loop) {
        this.storage = storage;
        this.loop = loop;
        calls = new StorageCalls(io, loop);
    }

    /** See {@link CheckpointStorage#isDurable}. */
    boolean areDurable() {
        return storage.isDurable();
    }

    /** See {@link CheckpointStorage#open}. */
    void open(Consumer<Long> done, Consumer<Throwable> failed) {
        loop.assertInLoop();
        used = true;
        call("open the directory of checkpoints", storage::open, done, failed);
    }

    /** Whether anything may have been written. */
    boolean areUsed() {
        loop.assertInLoop();
        return used;
    }

    /**
     * Makes the directory of a checkpoint.
     *
     * @param done gets it, perhaps after {@code failed} was told that it takes too long
     */
    void prepare(long id, CheckpointOrder order, Consumer<String> done, Consumer<Throwable> failed) {
        loop.assertInLoop();
        used = true;
        calls.call(
                "make the directory of checkpoint " + id,
                () -> order.parent().isPresent()
                        ? storage.prepareSavepoint(order.parent().get())
                        : storage.prepare(id),
                Optional.of(StorageCalls.LIMIT),
                new Answers<>(done, failed, done));
    }

    /** Collects the metadata of what was acknowledged. */
    void assemble(
            CheckpointParts parts, JobGraph graph, Consumer<CheckpointMetadata> done, Consumer<Throwable> failed) {
        call("collect metadata", () -> parts.metadata(graph), done, failed);
    }

    MetadataWrite writeOf(CheckpointMetadata metadata, String directory, boolean owned) {
        return new MetadataWrite(storage, directory, metadata, owned);
    }

    /**
     * Makes a checkpoint complete. It may take as long as its caller has patience.
     *
     * @param ended gets the outcome, and another one if it was unknown since the call was given up
     */
    Call<Outcome> write(MetadataWrite write, Consumer<Outcome> ended) {
        Consumer<Throwable> failed = failure -> ended.accept(
                failure instanceof NotBegunException ? new Outcome.NotDone(failure) : new Outcome.Unknown(failure));
        return calls.call(
                "write the metadata in " + write.directory(),
                write::write,
                Optional.empty(),
                new Answers<>(ended, failed, ended));
    }

    void settle(MetadataWrite write, Throwable reported, Consumer<Outcome> ended) {
        call(
                "find out whether " + write.directory() + " is complete",
                () -> write.settle(reported),
                ended,
                failure -> ended.accept(new Outcome.Unknown(failure)));
    }

    void read(String address, Consumer<CheckpointMetadata> done, Consumer<Throwable> failed) {
        call("read the metadata at " + address, () -> storage.read(address), done, failed);
    }

    /** Makes a checkpoint of another run the job's own. */
    void claim(String directory, Runnable done, Consumer<Throwable> failed) {
        call(
                "claim the checkpoint in " + directory,
                () -> {
                    storage.claim(directory);
                    return directory;
                },
                claimed -> done.run(),
                failed);
    }

    /** The job has ended and keeps a checkpoint that it has claimed. */
    void unclaim(String directory) {
        call(
                "give up the claim on " + directory,
                () -> {
                    storage.unclaim(directory);
                    return directory;
                },
                done -> {},
                failure -> LOG.warn("The claim on the checkpoint in {} cannot be given up", directory, failure));
    }

    /** The shared files that tasks have named. */
    void sharedFilesOf(Collection<Payload> states, Consumer<Set<String>> done, Consumer<Throwable> failed) {
        call("collect shared files", () -> CheckpointMetadata.sharedFilesOf(states), done, failed);
    }

    /**
     * Deletes a checkpoint, then shared files.
     *
     * @param done called when everything is gone, perhaps after {@code failed} was called because it takes too long
     * @param failed called after it was logged that something may be left
     */
    void discard(String directory, Set<String> shared, Runnable done, Runnable failed) {
        calls.call(
                "delete '" + directory + "' and " + shared.size() + " shared files",
                () -> {
                    storage.discard(directory, shared);
                    return directory;
                },
                Optional.of(StorageCalls.LIMIT),
                new Answers<>(
                        deleted -> done.run(),
                        failure -> {
                            LOG.warn(
                                    "The checkpoint at '{}' and {} shared files cannot be deleted",
                                    directory,
                                    shared.size(),
                                    failure);
                            failed.run();
                        },
                        deleted -> done.run()));
    }

    /** The job has ended: deletes what incomplete checkpoints have left, behind the deletions that those begun cause. */
    void release(Runnable then) {
        call("wait for deletions", () -> true, done -> releaseNow(then), failure -> releaseNow(then));
    }

    private void releaseNow(Runnable then) {
        call(
                "delete what incomplete checkpoints have left",
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

    private <T> void call(String what, Callable<T> blocking, Consumer<T> done, Consumer<Throwable> failed) {
        calls.call(what, blocking, Optional.of(StorageCalls.LIMIT), new Answers<>(done, failed, late -> {}));
    }
}
