package dev.weft.connector.file.src.reader;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.typeutils.ResultTypeQueryable;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.util.CheckpointedPosition;
import dev.weft.core.fs.FSDataInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;

/**
 * Reads records one by one from a stream of bytes.
 *
 * @param <T> the records
 */
public interface StreamFormat<T> extends Serializable, ResultTypeQueryable<T> {

    /**
     * Opens a split.
     *
     * @param stream positioned at the split's first byte; the reader owns it from here, also when this call fails
     * @param fileLen size of the file in bytes; {@link Long#MAX_VALUE} for a compressed file
     * @param splitEnd the first byte after the split: a record that begins at or after it belongs to the next split
     */
    Reader<T> createReader(Configuration config, FSDataInputStream stream, long fileLen, long splitEnd)
            throws IOException;

    /**
     * Opens a split again at an offset that {@link Reader#getCheckpointedPosition} has given.
     *
     * @param restoredOffset where to go on
     */
    Reader<T> restoreReader(
            Configuration config, FSDataInputStream stream, long restoredOffset, long fileLen, long splitEnd)
            throws IOException;

    /** Whether a file may be cut at any byte. */
    boolean isSplittable();

    @Override
    TypeInformation<T> getProducedType();

    /** Reads one split. */
    interface Reader<T> extends Closeable {

        /** The next record, or null at the end of the split. */
        T read() throws IOException;

        @Override
        void close() throws IOException;

        /** A position from which reading can go on, or null when only counting records helps. */
        default CheckpointedPosition getCheckpointedPosition() {
            return null;
        }
    }
}
