package dev.weft.api.common.state;

import java.io.IOException;

/**
 * One value for each key, or for the whole parallel instance where there are no keys.
 *
 * @param <T> the type of the value
 */
public interface ValueState<T> extends State {
    /**
     * The value of the current key; if it has none, the default that the descriptor gives, which is null unless it was set.
     *
     * @throws IOException if the value cannot be read from where it is kept
     */
    T value() throws IOException;

    /**
     * Replaces the value of the current key.
     *
     * @param value the new value; null removes it, as {@link #clear()} does
     * @throws IOException if the value cannot be written; a value that its serializer refuses may be noticed only when it is
     *     written to disk or into a checkpoint, which fails the task
     */
    void update(T value) throws IOException;
}
