package dev.weft.formats.parquet.avro;

import dev.weft.formats.avro.typeutils.AvroMapping;
import dev.weft.formats.parquet.ParquetWriterFactory;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.conf.PlainParquetConfiguration;

/**
 * Writers of Parquet files for a file sink, without compression. A {@link ParquetWriterFactory} with a builder of one's own
 * compresses:
 *
 * <pre>{@code
 * FileSink.forBulkFormat(path, AvroParquetWriters.forGenericRecord(schema)).build();
 * new ParquetWriterFactory<GenericRecord>(file -> AvroParquetWriter.<GenericRecord>builder(file)
 *         .withSchema(new Schema.Parser().parse(json))
 *         .withCompressionCodec(CompressionCodecName.ZSTD)
 *         .build());
 * }</pre>
 */
public class AvroParquetWriters {

    private AvroParquetWriters() {}

    /** For a class that Avro has generated. */
    public static <T extends SpecificRecordBase> ParquetWriterFactory<T> forSpecificRecord(Class<T> type) {
        return of(AvroMapping.specific(type));
    }

    /** For generic records of a schema. */
    public static ParquetWriterFactory<GenericRecord> forGenericRecord(Schema schema) {
        return of(AvroMapping.generic(schema));
    }

    /** For any class: Avro finds its fields by reflection. */
    public static <T> ParquetWriterFactory<T> forReflectRecord(Class<T> type) {
        return of(AvroMapping.reflect(type));
    }

    private static <T> ParquetWriterFactory<T> of(AvroMapping<T> mapping) {
        return new ParquetWriterFactory<>(file -> AvroParquetWriter.<T>builder(file)
                .withConf(new PlainParquetConfiguration())
                .withSchema(mapping.schema())
                .withDataModel(mapping.model())
                .build());
    }
}
