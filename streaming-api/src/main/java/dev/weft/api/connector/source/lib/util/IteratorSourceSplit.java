package dev.weft.api.connector.source.lib.util;

import dev.weft.api.connector.source.SourceSplit;
import java.util.Iterator;

/** A split that is read by an iterator. */
public interface IteratorSourceSplit<E, IterT extends Iterator<E>> extends SourceSplit {
    /** Begins to read the split. */
    IterT getIterator();

    /** The split that gives what the iterator has not given yet; it has at least one element left. */
    IteratorSourceSplit<E, IterT> getUpdatedSplitForIterator(IterT iterator);
}
