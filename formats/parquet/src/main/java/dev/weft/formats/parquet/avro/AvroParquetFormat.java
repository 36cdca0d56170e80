package dev.weft.formats.parquet.avro;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.formats.avro.typeutils.AvroMapping;
import java.io.IOException;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.avro.AvroReadSupport;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;

/** Reads Parquet files. A row group belongs to the split in which its middle is. */
final class AvroParquetFormat<T> implements StreamFormat<T> {

    private static final long serialVersionUID = 1L;

    /** Documented by the library, which has no public constant for it. */
    private static final String READ_SCHEMA = "parquet.avro.read.schema";

    private final AvroMapping<T> mapping;
    private final TypeInformation<T> type;

    AvroParquetFormat(AvroMapping<T> mapping, TypeInformation<T> type) {
        this.mapping = mapping;
        this.type = type;
    }

    @Override
    public Reader<T> createReader(Configuration config, FSDataInputStream stream, long fileLen, long splitEnd)
            throws IOException {
        if (fileLen == Long.MAX_VALUE) {
            throw new IOException("a Parquet file can't be read from within a compressed file; Parquet compresses"
                    + " its columns itself");
        }
        long start = stream.getPos();
        ParquetConfiguration configuration = new PlainParquetConfiguration();
        String schema = mapping.schema().toString();
        configuration.set(AvroReadSupport.AVRO_REQUESTED_PROJECTION, schema);
        configuration.set(READ_SCHEMA, schema);
        ParquetReader<T> reader = AvroParquetReader.<T>builder(new StreamInputFile(stream, fileLen), configuration)
                .withDataModel(mapping.model())
                .withFileRange(start, Math.min(splitEnd, fileLen))
                .build();
        return new Records<>(reader, stream);
    }

    @Override
    public Reader<T> restoreReader(
            Configuration config, FSDataInputStream stream, long restoredOffset, long fileLen, long splitEnd) {
        throw new UnsupportedOperationException("this format has no positions to go back to, only counted records");
    }

    @Override
    public boolean isSplittable() {
        return true;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }

    private record Records<T>(ParquetReader<T> reader, FSDataInputStream stream) implements Reader<T> {
        @Override
        public T read() throws IOException {
            return reader.read();
        }

        @Override
        public void close() throws IOException {
            try (stream) {
                reader.close();
            }
        }
    }
}
