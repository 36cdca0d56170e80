package dev.weft.formats.avro;

import dev.weft.api.common.serialization.BulkWriter;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.file.DataFileWriter;

/**
 * Writes an Avro container file. For one thread.
 *
 * @param <T> the records
 */
public class AvroBulkWriter<T> implements BulkWriter<T> {

    private final DataFileWriter<T> writer;

    /** @param dataFileWriter has begun the file */
    public AvroBulkWriter(DataFileWriter<T> dataFileWriter) {
        this.writer = Objects.requireNonNull(dataFileWriter, "dataFileWriter");
    }

    @Override
    public void addElement(T element) throws IOException {
        writer.append(element);
    }

    @Override
    public void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void finish() throws IOException {
        writer.close();
    }
}
