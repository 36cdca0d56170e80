package dev.weft.connector.file.src.reader;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.core.fs.FSDataInputStream;
import java.io.IOException;

/** A format whose files are read whole, from their first byte. */
public abstract class SimpleStreamFormat<T> implements StreamFormat<T> {

    /**
     * Opens a file.
     *
     * @param stream at the first byte, decompressed if the file was compressed; the reader owns it from here
     * @throws IOException fails the task; the message is shown with the file's path
     */
    public abstract Reader<T> createReader(Configuration config, FSDataInputStream stream) throws IOException;

    @Override
    public abstract TypeInformation<T> getProducedType();

    @Override
    public final boolean isSplittable() {
        return false;
    }

    @Override
    public final Reader<T> createReader(Configuration config, FSDataInputStream stream, long fileLen, long splitEnd)
            throws IOException {
        if (stream.getPos() != 0) {
            throw new IOException("this format reads files whole, but was given a split that begins at byte "
                    + stream.getPos() + "; use a file enumerator that does not split");
        }
        return createReader(config, stream);
    }

    @Override
    public final Reader<T> restoreReader(
            Configuration config, FSDataInputStream stream, long restoredOffset, long fileLen, long splitEnd)
            throws IOException {
        throw new UnsupportedOperationException("this format has no positions to go back to, only counted records");
    }
}
