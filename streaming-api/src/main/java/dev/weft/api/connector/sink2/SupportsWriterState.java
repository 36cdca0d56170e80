package dev.weft.api.connector.sink2;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;
import java.util.Collection;

/** A sink whose writers remember something in checkpoints. */
public interface SupportsWriterState<InputT, WriterStateT> {
    /**
     * Makes the writer of a task that goes on from a checkpoint.
     *
     * @param recoveredState not empty; what writers returned from {@code snapshotState}. After a change of the parallelism
     *     it may come from several of them
     * @throws IOException fails the task
     */
    StatefulSinkWriter<InputT, WriterStateT> restoreWriter(
            WriterInitContext context, Collection<WriterStateT> recoveredState) throws IOException;

    /** How the state is written into checkpoints. */
    SimpleVersionedSerializer<WriterStateT> getWriterStateSerializer();

    /** A sink that can also take over the writer state of other sinks. */
    interface WithCompatibleState {
        /** The names under which other sinks saved writer state that this one can read. */
        Collection<String> getCompatibleWriterStateNames();
    }
}
