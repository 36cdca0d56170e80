package dev.weft.connector.file.src.reader;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.util.RecordAndPosition;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/**
 * Reads records in batches, as formats do that keep records in blocks or columns. It opens the files by itself. Splits are read on
 * a thread of their own, one after the other; their batches are gone through on the task's thread.
 *
 * @param <T> the records
 * @param <SplitT> the splits
 */
public interface BulkFormat<T, SplitT extends FileSourceSplit> extends Serializable, ResultTypeQueryable<T> {

    /** Opens a split that is read from its beginning. */
    Reader<T> createReader(Configuration config, SplitT split) throws IOException;

    /** Opens a split that is read on from its {@link FileSourceSplit#getReaderPosition position}. */
    Reader<T> restoreReader(Configuration config, SplitT split) throws IOException;

    /** Whether a file may be cut at any byte. */
    boolean isSplittable();

    @Override
    TypeInformation<T> getProducedType();

    /** Reads one split. */
    interface Reader<T> extends Closeable {

        /**
         * The next batch, or null at the end of the split. Batches that were handed out before may still be in use, also
         * after the reader has been closed.
         */
        RecordIterator<T> readBatch() throws IOException;

        @Override
        void close() throws IOException;
    }

    /** The records of a batch. */
    interface RecordIterator<T> {

        /**
         * The next record and the position behind it, from which reading would go on; null at the end of the batch. The
         * returned object is used before the next call only.
         */
        RecordAndPosition<T> next();

        /** The batch is not used any more, so that its memory can be used for another one. Called once. */
        void releaseBatch();
    }
}
