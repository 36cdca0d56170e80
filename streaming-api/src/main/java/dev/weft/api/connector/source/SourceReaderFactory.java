package dev.weft.api.connector.source;

import java.io.Serializable;

/** Makes the reader of one task. */
public interface SourceReaderFactory<T, SplitT extends SourceSplit> extends Serializable {
    SourceReader<T, SplitT> createReader(SourceReaderContext readerContext) throws Exception;
}
