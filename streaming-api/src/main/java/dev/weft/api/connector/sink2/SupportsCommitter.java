package dev.weft.api.connector.sink2;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;

/** A sink in two phases: its writers prepare, a committer makes visible. */
public interface SupportsCommitter<CommittableT> {
    Committer<CommittableT> createCommitter(CommitterInitContext context) throws IOException;

    SimpleVersionedSerializer<CommittableT> getCommittableSerializer();
}
