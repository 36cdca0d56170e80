package dev.weft.formats.parquet;

import dev.weft.api.common.serialization.BulkWriter;
import java.io.IOException;
import java.util.Objects;
import org.apache.parquet.hadoop.ParquetWriter;

/**
 * Writes a Parquet file. A row group stays in memory until it is complete. For one thread.
 *
 * @param <T> the records
 */
public class ParquetBulkWriter<T> implements BulkWriter<T> {

    private final ParquetWriter<T> writer;

    /** @param parquetWriter has begun the file */
    public ParquetBulkWriter(ParquetWriter<T> parquetWriter) {
        this.writer = Objects.requireNonNull(parquetWriter, "parquetWriter");
    }

    @Override
    public void addElement(T element) throws IOException {
        writer.write(element);
    }

    /** Does nothing: a row group that ended here would be too small. */
    @Override
    public void flush() {}

    @Override
    public void finish() throws IOException {
        writer.close();
    }
}
