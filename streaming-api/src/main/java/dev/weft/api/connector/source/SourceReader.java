package dev.weft.api.connector.source;

import dev.weft.api.common.state.CheckpointListener;
import dev.weft.core.io.InputStatus;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Reads the splits that it is given. All calls come on the task's thread and must not block; a reader that does
 * blocking work does it on threads of its own and completes {@link #isAvailable()}.
 */
@SuppressWarnings("try") // closing may be interrupted
public interface SourceReader<T, SplitT extends SourceSplit> extends AutoCloseable, CheckpointListener {
    /**
     * Called once, before everything else but {@link #addSplits}: a restored reader gets its splits first. A reader that
     * pulls asks for its first split here.
     */
    void start();

    /**
     * Emits a few elements, best one at most: mails, timers and checkpoints of the task wait until the call returns. Must
     * not block.
     *
     * @return {@code MORE_AVAILABLE} to be called again at once, {@code NOTHING_AVAILABLE} to be called when {@link
     *     #isAvailable} is done, {@code END_OF_INPUT} to end the task's part of the source
     * @throws Exception fails the task
     */
    InputStatus pollNext(ReaderOutput<T> output) throws Exception;

    /**
     * The splits that are still to be read, each with its position behind the last element that was emitted. Called between
     * two polls.
     *
     * @param checkpointId the checkpoint for which they are written down
     */
    List<SplitT> snapshotState(long checkpointId);

    /**
     * Done when {@link #pollNext} is worth calling. Asked after {@code NOTHING_AVAILABLE}; the future may be completed on
     * any thread, and may be done although nothing has come.
     */
    CompletableFuture<Void> isAvailable();

    /**
     * Takes more splits, in the order in which they are to be read. A reader that said {@code NOTHING_AVAILABLE} completes
     * its {@link #isAvailable() future} when it can go on.
     */
    void addSplits(List<SplitT> splits);

    /** No further split will be added: the reader ends after those that it has. */
    void notifyNoMoreSplits();

    /** A message of the enumerator has arrived. Does nothing by default. */
    default void handleSourceEvents(SourceEvent sourceEvent) {}

    @Override
    default void notifyCheckpointComplete(long checkpointId) throws Exception {}

    /**
     * Stops reading some splits and goes on with others, so that splits whose event time runs ahead wait for the rest.
     * Called only when watermarks are aligned and splits have outputs of their own; by default it fails the task.
     *
     * @param splitsToPause ids of splits that are read now
     * @param splitsToResume ids of splits that were paused
     */
    default void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        throw new UnsupportedOperationException(
                getClass().getName() + " cannot pause single splits, so watermarks of its splits cannot be aligned");
    }
}
