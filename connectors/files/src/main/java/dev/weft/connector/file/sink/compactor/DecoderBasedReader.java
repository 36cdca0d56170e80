package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.util.Objects;

/**
 * Reads a file's records by a decoder, the counterpart of the sink's encoder.
 *
 * @param <T> the records
 */
@PublicEvolving
public class DecoderBasedReader<T> implements RecordWiseFileCompactor.Reader<T> {

    private final InputStream in;
    private final Decoder<T> decoder;

    /** Opens a file and gives it to the decoder. */
    public DecoderBasedReader(Path path, Decoder<T> decoder) throws IOException {
        this.decoder = Objects.requireNonNull(decoder, "decoder");
        this.in = path.getFileSystem().open(path);
        try {
            decoder.open(in);
        } catch (IOException | RuntimeException failure) {
            try {
                in.close();
            } catch (IOException alsoFailed) {
                failure.addSuppressed(alsoFailed);
            }
            throw failure;
        }
    }

    @Override
    public T read() throws IOException {
        return decoder.decodeNext();
    }

    @Override
    public void close() throws IOException {
        try (in) {
            decoder.close();
        }
    }

    /** Finds the records in a file's bytes. For one thread and one file. */
    public interface Decoder<T> extends Serializable {

        /** Begins to read. */
        void open(InputStream input) throws IOException;

        /** The next record, or null at the end. */
        T decodeNext() throws IOException;

        /** Called once, before the file is closed. */
        void close() throws IOException;

        /** Makes the decoder of each file. */
        @FunctionalInterface
        interface Factory<T> extends Serializable {

            /** A decoder that has read nothing. */
            Decoder<T> create();
        }
    }

    /** Opens files with decoders. */
    public static class Factory<T> implements RecordWiseFileCompactor.Reader.Factory<T> {

        private static final long serialVersionUID = 1L;

        private final Decoder.Factory<T> decoderFactory;

        /** @param decoderFactory makes the decoder of each file */
        public Factory(Decoder.Factory<T> decoderFactory) {
            this.decoderFactory = Objects.requireNonNull(decoderFactory, "decoderFactory");
        }

        @Override
        public DecoderBasedReader<T> createFor(Path path) throws IOException {
            return new DecoderBasedReader<>(path, decoderFactory.create());
        }
    }
}
