package dev.weft.api.connector.source;

import java.io.Serializable;

/** Makes the reader of one task. */
public interface SourceReaderFactory<T, SplitT extends SourceSplit> extends Serializable {
    /**
     * Makes the reader of one task, on the task's thread, each time the task starts. The reader is started, and given its
     * restored splits, later.
     *
     * @throws Exception fails the task
     */
    SourceReader<T, SplitT> createReader(SourceReaderContext readerContext) throws Exception;
}
