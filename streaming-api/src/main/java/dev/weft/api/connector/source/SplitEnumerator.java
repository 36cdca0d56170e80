package dev.weft.api.connector.source;

import dev.weft.api.common.state.CheckpointListener;
import java.io.IOException;
import java.util.List;

/**
 * Finds splits and hands them to readers. All calls come on one thread and must not block: slow work goes through
 * {@link SplitEnumeratorContext#callAsync}.
 */
public interface SplitEnumerator<SplitT extends SourceSplit, CheckpointT> extends AutoCloseable, CheckpointListener {
    void start();

    /** A reader asks for a split; the host name may be null. */
    void handleSplitRequest(int subtaskId, String requesterHostname);

    /** Splits of a failed reader that are not covered by a checkpoint come back. */
    void addSplitsBack(List<SplitT> splits, int subtaskId);

    void addReader(int subtaskId);

    CheckpointT snapshotState(long checkpointId) throws Exception;

    @Override
    void close() throws IOException;

    @Override
    default void notifyCheckpointComplete(long checkpointId) throws Exception {}

    default void handleSourceEvent(int subtaskId, SourceEvent sourceEvent) {}
}
