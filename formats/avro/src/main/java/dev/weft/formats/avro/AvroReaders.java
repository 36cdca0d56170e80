package dev.weft.formats.avro;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.connector.file.src.reader.StreamFormat;
import dev.weft.formats.avro.typeutils.AvroMapping;
import dev.weft.formats.avro.typeutils.AvroTypeInfo;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Readers of Avro container files for a file source. Files are cut at their blocks and read in parallel. A file may be of an
 * older or newer schema: Avro's rules for the evolution of schemas hold.
 *
 * <pre>{@code
 * FileSource.forRecordStreamFormat(AvroReaders.forGenericRecord(schema), new Path("hdfs:///in")).build();
 * }</pre>
 */
public final class AvroReaders {

    private AvroReaders() {}

    /** Into a class that Avro has generated. */
    public static <T extends SpecificRecordBase> StreamFormat<T> forSpecificRecord(Class<T> type) {
        return new AvroFileFormat<>(AvroMapping.specific(type), new AvroTypeInfo<>(type));
    }

    /** Into generic records of a schema. */
    public static StreamFormat<GenericRecord> forGenericRecord(Schema schema) {
        return new AvroFileFormat<>(AvroMapping.generic(schema), new GenericRecordAvroTypeInfo(schema));
    }

    /** Into any class: Avro finds its fields by reflection. */
    public static <T> StreamFormat<T> forReflectRecord(Class<T> type) {
        return new AvroFileFormat<>(AvroMapping.reflect(type), TypeInformation.of(type));
    }
}
