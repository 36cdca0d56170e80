package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.Collection;

/** A writer that prepares output which a {@link Committer} makes visible. */
@SuppressWarnings("try") // closing may be interrupted
public interface CommittingSinkWriter<InputT, CommittableT> extends SinkWriter<InputT> {
    /**
     * Hands over what is ready to be made visible, in the order in which it should be, and forgets it: from here on it
     * belongs to the committer. Called after {@link #flush}, at each checkpoint and at the end of the input. What is handed
     * over is committed when that checkpoint is complete; it is committed again after a failure, and never if the
     * checkpoint does not become complete.
     *
     * @throws IOException fails the task
     */
    Collection<CommittableT> prepareCommit() throws IOException, InterruptedException;
}
