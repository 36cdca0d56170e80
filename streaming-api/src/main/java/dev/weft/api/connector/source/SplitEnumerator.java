package dev.weft.api.connector.source;

import dev.weft.api.common.state.CheckpointListener;
import java.io.IOException;
import java.util.List;

/**
 * Finds splits and hands them to readers. All calls come on one thread and must not block: slow work goes through
 * {@link SplitEnumeratorContext#callAsync}.
 */
public interface SplitEnumerator<SplitT extends SourceSplit, CheckpointT> extends AutoCloseable, CheckpointListener {
    /**
     * Called once, before any reader registers. Slow work, such as listing files, goes through {@link
     * SplitEnumeratorContext#callAsync}.
     */
    void start();

    /**
     * A reader asks for a split. An enumerator answers with a split or with {@link
     * SplitEnumeratorContext#signalNoMoreSplits}, at once or later; a request that is never answered leaves the reader
     * waiting.
     *
     * @param subtaskId the reader's index, from 0; it has registered
     * @param requesterHostname where the reader runs; null when it is not known
     */
    void handleSplitRequest(int subtaskId, String requesterHostname);

    /**
     * Splits that were assigned to a reader which has failed come back, unless they are in the checkpoint from which the
     * reader goes on. They must be given to some reader again.
     *
     * @param subtaskId the index of the reader that had them
     */
    void addSplitsBack(List<SplitT> splits, int subtaskId);

    /**
     * A reader has registered; from now on it can be given splits. A reader whose task was restarted registers again.
     *
     * @param subtaskId its index, from 0
     */
    void addReader(int subtaskId);

    /**
     * What this enumerator must know to go on: the splits that it has not assigned. Splits that readers have are in the
     * readers' own state.
     *
     * @throws Exception fails the checkpoint
     */
    CheckpointT snapshotState(long checkpointId) throws Exception;

    /** Called once at the end of the job, also after a failure. */
    @Override
    void close() throws IOException;

    /** That checkpoint is complete. Does nothing by default. */
    @Override
    default void notifyCheckpointComplete(long checkpointId) throws Exception {}

    /**
     * A message of a reader has arrived. Does nothing by default.
     *
     * @param subtaskId the reader's index, from 0
     */
    default void handleSourceEvent(int subtaskId, SourceEvent sourceEvent) {}
}
