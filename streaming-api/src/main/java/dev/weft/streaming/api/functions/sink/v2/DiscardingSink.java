package dev.weft.streaming.api.functions.sink.v2;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.SupportsConcurrentExecutionAttempts;
import dev.weft.api.connector.sink2.InitContext;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.api.connector.sink2.WriterInitContext;

/** A sink that forgets every element. */
@PublicEvolving
public class DiscardingSink<IN> implements Sink<IN>, SupportsConcurrentExecutionAttempts {

    private static final long serialVersionUID = 1L;

    @Override
    @Deprecated
    public SinkWriter<IN> createWriter(InitContext context) {
        return new Forgetting<>();
    }

    @Override
    public SinkWriter<IN> createWriter(WriterInitContext context) {
        return new Forgetting<>();
    }

    private static final class Forgetting<IN> implements SinkWriter<IN> {
        @Override
        public void write(IN element, Context context) {}

        @Override
        public void flush(boolean endOfInput) {}

        @Override
        public void close() {}
    }
}
