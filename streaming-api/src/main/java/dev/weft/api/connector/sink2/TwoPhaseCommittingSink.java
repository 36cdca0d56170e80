package dev.weft.api.connector.sink2;

import java.io.IOException;

/** The older, combined form of {@link Sink} and {@link SupportsCommitter}. */
public interface TwoPhaseCommittingSink<InputT, CommT> extends Sink<InputT>, SupportsCommitter<CommT> {
    /**
     * The older form of {@link #createCommitter(CommitterInitContext)}, which leads here by default. One of the two must be
     * implemented.
     */
    default Committer<CommT> createCommitter() throws IOException {
        throw new UnsupportedOperationException(
                getClass().getName() + " implements neither form of createCommitter: implement one of them");
    }

    @Override
    default Committer<CommT> createCommitter(CommitterInitContext context) throws IOException {
        return createCommitter();
    }

    /** The older name of {@link CommittingSinkWriter}. */
    @SuppressWarnings("try") // closing may be interrupted
    interface PrecommittingSinkWriter<InputT, CommT> extends CommittingSinkWriter<InputT, CommT> {}
}
