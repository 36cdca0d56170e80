package dev.weft.formats.avro;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import org.apache.avro.file.DataFileWriter;

/**
 * Makes the writer of each file, with the compression and the intervals that the program wants.
 *
 * @param <T> the records
 */
@FunctionalInterface
public interface AvroBuilder<T> extends Serializable {

    /**
     * Makes a writer that has begun a file.
     *
     * @param outputStream the file, at its beginning
     */
    DataFileWriter<T> createWriter(OutputStream outputStream) throws IOException;
}
