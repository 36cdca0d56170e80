package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.List;

/** A writer that remembers something in checkpoints. */
@SuppressWarnings("try") // closing may be interrupted
public interface StatefulSinkWriter<InputT, WriterStateT> extends SinkWriter<InputT> {
    /**
     * What the writer must remember to go on after this checkpoint. Called after {@link #flush} and, for a committing
     * writer, after {@link CommittingSinkWriter#prepareCommit}. When the parallelism changes, the elements of the list are
     * spread over the new writers.
     *
     * @throws IOException fails the checkpoint
     */
    List<WriterStateT> snapshotState(long checkpointId) throws IOException;
}
