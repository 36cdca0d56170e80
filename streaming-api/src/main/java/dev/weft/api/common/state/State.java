package dev.weft.api.common.state;

/**
 * A handle of something that the engine keeps for a program and saves with checkpoints. The same handle serves all keys: it
 * reads and writes for the key of the record or timer that is being processed. To be used on the task's thread only.
 *
 * <p>Objects that state gives or takes may be shared with it. A program that changes one writes it back by {@code update},
 * {@code put} or {@code add} within the same call of its function, and keeps none beyond that call.
 *
 * <p>A call that is refused, because of a null or of a key that has changed, changes nothing.
 */
public interface State {
    /**
     * Removes what is kept: of keyed state, that of the current key. Reading gives what it gives before anything was
     * written.
     */
    void clear();
}
