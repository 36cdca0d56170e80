package dev.weft.api.common.state;

import java.io.IOException;

/** One value. */
public interface ValueState<T> extends State {
    /** The value, or the descriptor's default, or null. */
    T value() throws IOException;

    /** Null removes the value. */
    void update(T value) throws IOException;
}
