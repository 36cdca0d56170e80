package dev.weft.state.api;

import dev.weft.annotation.PublicEvolving;
import dev.weft.streaming.api.datastream.DataStream;

/** Where a program begins to make the state of an operator. */
@PublicEvolving
public final class OperatorTransformation {

    private OperatorTransformation() {}

    /**
     * Makes state of a stream.
     *
     * @param stream bounded
     */
    public static <T> OneInputStateTransformation<T> bootstrapWith(DataStream<T> stream) {
        return new OneInputStateTransformation<>(stream);
    }
}
