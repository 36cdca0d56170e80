package dev.weft.api.connector.source;

/**
 * An enumerator context whose reader goes on when one source of several that are read one after another has ended. Every context
 * of the runtime is one; an enumerator that runs others inside it, as a hybrid source does, casts its context to this.
 */
public interface SupportsIntermediateNoMoreSplits {
    /**
     * Tells the reader of a subtask that the current source has no more splits for it, while later sources will. The reader hears
     * of it as of the end of all splits, by {@link SourceReader#notifyNoMoreSplits}; what follows is between the enumerator and
     * its reader. May be called from any thread.
     *
     * @param subtask the reader's subtask, from 0; it must have registered
     */
    void signalIntermediateNoMoreSplits(int subtask);
}
