package dev.weft.api.connector.sink2;

import dev.weft.core.io.SimpleVersionedSerializer;
import java.io.IOException;
import java.util.Collection;

/** A sink whose writers remember something in checkpoints. */
public interface SupportsWriterState<InputT, WriterStateT> {
    StatefulSinkWriter<InputT, WriterStateT> restoreWriter(
            WriterInitContext context, Collection<WriterStateT> recoveredState) throws IOException;

    SimpleVersionedSerializer<WriterStateT> getWriterStateSerializer();

    /** A sink that can also take over the writer state of other sinks. */
    interface WithCompatibleState {
        Collection<String> getCompatibleWriterStateNames();
    }
}
