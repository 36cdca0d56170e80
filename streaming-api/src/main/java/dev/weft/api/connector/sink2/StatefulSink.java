package dev.weft.api.connector.sink2;

import java.io.IOException;
import java.util.Collection;

/** The older, combined form of {@link Sink} and {@link SupportsWriterState}. */
public interface StatefulSink<InputT, WriterStateT> extends Sink<InputT>, SupportsWriterState<InputT, WriterStateT> {
    /**
     * The older form of {@link #restoreWriter(WriterInitContext, Collection)}, which leads here by default. One of the two
     * must be implemented.
     */
    default StatefulSinkWriter<InputT, WriterStateT> restoreWriter(
            Sink.InitContext context, Collection<WriterStateT> recoveredState) throws IOException {
        throw new UnsupportedOperationException(
                getClass().getName() + " implements neither form of restoreWriter: implement one of them");
    }

    @Override
    default StatefulSinkWriter<InputT, WriterStateT> restoreWriter(
            WriterInitContext context, Collection<WriterStateT> recoveredState) throws IOException {
        return restoreWriter(new InitContextWrapper(context), recoveredState);
    }

    /** The older name of {@link dev.weft.api.connector.sink2.StatefulSinkWriter}. */
    @SuppressWarnings("try") // closing may be interrupted
    interface StatefulSinkWriter<InputT, WriterStateT>
            extends dev.weft.api.connector.sink2.StatefulSinkWriter<InputT, WriterStateT> {}

    /** The older name of {@link SupportsWriterState.WithCompatibleState}. */
    interface WithCompatibleState extends SupportsWriterState.WithCompatibleState {}
}
