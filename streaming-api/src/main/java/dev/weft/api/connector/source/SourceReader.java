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
    void start();

    /** Emits at most a few elements and says whether there are more. Called again at once on MORE_AVAILABLE. */
    InputStatus pollNext(ReaderOutput<T> output) throws Exception;

    /** The splits still to be read, with their positions. */
    List<SplitT> snapshotState(long checkpointId);

    /** Completes when {@link #pollNext} is worth calling again after NOTHING_AVAILABLE. */
    CompletableFuture<Void> isAvailable();

    void addSplits(List<SplitT> splits);

    /** No further split will be added: the reader ends after those that it has. */
    void notifyNoMoreSplits();

    default void handleSourceEvents(SourceEvent sourceEvent) {}

    @Override
    default void notifyCheckpointComplete(long checkpointId) throws Exception {}

    /** Stops and resumes single splits, for aligning their watermarks. */
    default void pauseOrResumeSplits(Collection<String> splitsToPause, Collection<String> splitsToResume) {
        throw new UnsupportedOperationException(
                getClass().getName() + " cannot pause single splits, so watermarks of its splits cannot be aligned");
    }
}
