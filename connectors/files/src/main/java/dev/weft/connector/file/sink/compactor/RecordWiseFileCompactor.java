package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * Reads the records of all files and writes them into one in the format of the sink: for formats whose files have a
 * beginning or an end of their own.
 *
 * @param <IN> the records
 */
@PublicEvolving
public class RecordWiseFileCompactor<IN> implements FileCompactor {

    private static final long serialVersionUID = 1L;

    private final Reader.Factory<IN> readerFactory;

    /** @param readerFactory opens each file that the sink has written */
    public RecordWiseFileCompactor(Reader.Factory<IN> readerFactory) {
        this.readerFactory = Objects.requireNonNull(readerFactory, "readerFactory");
    }

    /**
     * Writes the records of all files, in order.
     *
     * @param inputFiles complete files; they stay as they are
     * @param writer writes into the new file
     * @throws Exception fails the job
     */
    @SuppressWarnings("try") // closing may throw any exception, as it does for every reader
    public void compact(List<Path> inputFiles, Writer<IN> writer) throws Exception {
        for (Path file : inputFiles) {
            try (Reader<IN> reader = readerFactory.createFor(file)) {
                for (IN element = reader.read(); element != null; element = reader.read()) {
                    writer.write(element);
                }
            }
        }
    }

    /** Reads the records of one file. */
    @SuppressWarnings("try") // established signature: closing may throw any exception
    public interface Reader<T> extends AutoCloseable {

        /** The next record, or null at the end of the file. */
        T read() throws IOException;

        /** Opens files. */
        interface Factory<T> extends Serializable {

            /** Opens a file at its first record. */
            Reader<T> createFor(Path path) throws IOException;
        }
    }

    /** Writes the records of the new file. */
    public interface Writer<T> {

        /** Writes a record behind the last one. */
        void write(T record) throws IOException;
    }
}
