package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.Collection;

/** A writer that prepares output which a {@link Committer} makes visible. */
@SuppressWarnings("try") // closing may be interrupted
public interface CommittingSinkWriter<InputT, CommittableT> extends SinkWriter<InputT> {
    /** What was written since the last call; called after {@link #flush}. */
    Collection<CommittableT> prepareCommit() throws IOException, InterruptedException;
}
