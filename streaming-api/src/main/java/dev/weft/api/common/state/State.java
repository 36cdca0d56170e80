package dev.weft.api.common.state;

/** Any state. */
public interface State {
    /** Removes what is kept, for the current key when it is keyed. */
    void clear();
}
