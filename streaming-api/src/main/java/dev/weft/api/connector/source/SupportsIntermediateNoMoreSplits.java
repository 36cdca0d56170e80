package dev.weft.api.connector.source;

/** An enumerator context that can end one source of several read one after another. */
public interface SupportsIntermediateNoMoreSplits {
    void signalIntermediateNoMoreSplits(int subtask);
}
