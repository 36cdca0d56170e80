package dev.weft.formats.parquet;

import dev.weft.api.common.serialization.BulkWriter;
import dev.weft.core.fs.FSDataOutputStream;
import java.io.IOException;
import java.util.Objects;

/**
 * Makes writers of Parquet files for a file sink.
 *
 * @param <T> the records
 */
public class ParquetWriterFactory<T> implements BulkWriter.Factory<T> {

    private static final long serialVersionUID = 1L;

    private final ParquetBuilder<T> builder;

    /** @param writerBuilder makes the writer of each file */
    public ParquetWriterFactory(ParquetBuilder<T> writerBuilder) {
        this.builder = Objects.requireNonNull(writerBuilder, "writerBuilder");
    }

    @Override
    public BulkWriter<T> create(FSDataOutputStream out) throws IOException {
        return new ParquetBulkWriter<>(builder.createWriter(new StreamOutputFile(out)));
    }
}
