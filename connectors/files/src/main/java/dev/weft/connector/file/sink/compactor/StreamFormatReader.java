package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.FileSystem;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.Objects;

/**
 * Reads a file's records by a format of the file source: for bulk formats, which have no decoder.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class StreamFormatReader<T> implements RecordWiseFileCompactor.Reader<T> {

    private final StreamFormat.Reader<T> reader;

    private StreamFormatReader(StreamFormat.Reader<T> reader) {
        this.reader = reader;
    }

    @Override
    public T read() throws IOException {
        return reader.read();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    /** Opens files with a format. */
    public static final class Factory<T> implements RecordWiseFileCompactor.Reader.Factory<T> {

        private static final long serialVersionUID = 1L;

        private final StreamFormat<T> format;

        /** @param format reads what the sink's writers write */
        public Factory(StreamFormat<T> format) {
            this.format = Objects.requireNonNull(format, "format");
        }

        @Override
        public StreamFormatReader<T> createFor(Path path) throws IOException {
            FileSystem fileSystem = path.getFileSystem();
            long bytes = fileSystem.getFileStatus(path).getLen();
            FSDataInputStream in = fileSystem.open(path);
            return new StreamFormatReader<>(format.createReader(new Configuration(), in, bytes, bytes));
        }
    }
}
