package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.List;

/** A writer that remembers something in checkpoints. */
@SuppressWarnings("try") // closing may be interrupted
public interface StatefulSinkWriter<InputT, WriterStateT> extends SinkWriter<InputT> {
    List<WriterStateT> snapshotState(long checkpointId) throws IOException;
}
