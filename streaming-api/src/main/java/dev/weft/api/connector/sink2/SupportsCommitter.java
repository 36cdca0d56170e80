package dev.weft.api.connector.sink2;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;

/** A sink in two phases: its writers prepare, a committer makes visible. */
public interface SupportsCommitter<CommittableT> {
    /** Makes a committer, on the task's thread, when there is something to commit; it is closed afterwards. */
    Committer<CommittableT> createCommitter(CommitterInitContext context) throws IOException;

    /** How committables are written into checkpoints until they are committed. */
    SimpleVersionedSerializer<CommittableT> getCommittableSerializer();
}
