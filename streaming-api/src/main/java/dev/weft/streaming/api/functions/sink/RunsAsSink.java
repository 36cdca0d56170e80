package dev.weft.streaming.api.functions.sink;

import dev.weft.annotation.Internal;
import dev.weft.api.connector.sink2.Sink;

/**
 * A sink function that older programs know, in whose place a {@link Sink} runs.
 *
 * @param <IN> the elements
 */
@Internal
public interface RunsAsSink<IN> extends SinkFunction<IN> {

    /** The sink that the stream ends in. */
    Sink<IN> asSink();
}
