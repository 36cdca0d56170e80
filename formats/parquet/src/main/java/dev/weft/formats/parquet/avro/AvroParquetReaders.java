package dev.weft.formats.parquet.avro;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.formats.avro.typeutils.AvroMapping;
import dev.weft.formats.avro.typeutils.AvroTypeInfo;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Readers of Parquet files for a file source. Files are cut at their row groups and read in parallel.
 *
 * <pre>{@code
 * FileSource.forRecordStreamFormat(AvroParquetReaders.forGenericRecord(schema), new Path("hdfs:///in")).build();
 * }</pre>
 */
public class AvroParquetReaders {

    private AvroParquetReaders() {}

    /** Into a class that Avro has generated. */
    public static <T extends SpecificRecordBase> StreamFormat<T> forSpecificRecord(Class<T> typeClass) {
        return new AvroParquetFormat<>(AvroMapping.specific(typeClass), new AvroTypeInfo<>(typeClass));
    }

    /** Into generic records of a schema; columns that it does not name are not read. */
    public static StreamFormat<GenericRecord> forGenericRecord(Schema schema) {
        return new AvroParquetFormat<>(AvroMapping.generic(schema), new GenericRecordAvroTypeInfo(schema));
    }

    /** Into any class: Avro finds its fields by reflection. */
    public static <T> StreamFormat<T> forReflectRecord(Class<T> typeClass) {
        return new AvroParquetFormat<>(AvroMapping.reflect(typeClass), TypeInformation.of(typeClass));
    }
}
