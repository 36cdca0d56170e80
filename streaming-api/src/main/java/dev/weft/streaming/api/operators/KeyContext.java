package dev.weft.streaming.api.operators;

/** Whose state is at hand. */
public interface KeyContext {
    /** @param key makes the state of this key the current one */
    void setCurrentKey(Object key);

    /** The key whose state is at hand, or null when there is none. */
    Object getCurrentKey();
}
