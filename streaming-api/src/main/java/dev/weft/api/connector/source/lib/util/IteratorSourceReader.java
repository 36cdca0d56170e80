package dev.weft.api.connector.source.lib.util;

import dev.weft.api.connector.source.SourceReaderContext;
import java.util.Iterator;

/** Emits what the iterators give. */
@SuppressWarnings("try") // closing may be interrupted
public class IteratorSourceReader<E, IterT extends Iterator<E>, SplitT extends IteratorSourceSplit<E, IterT>>
        extends IteratorSourceReaderBase<E, E, IterT, SplitT> {
    /** @param context the reader's task */
    public IteratorSourceReader(SourceReaderContext context) {
        super(context);
    }

    @Override
    protected E convert(E value) {
        return value;
    }
}
