package dev.weft.formats.avro;

import dev.weft.formats.avro.typeutils.AvroMapping;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Writers of Avro container files for a file sink, without compression; an {@link AvroWriterFactory} with a builder of one's
 * own compresses.
 *
 * <pre>{@code
 * FileSink.forBulkFormat(new Path("hdfs:///out"), AvroWriters.forGenericRecord(schema)).build();
 * }</pre>
 */
public class AvroWriters {

    private AvroWriters() {}

    /** For a class that Avro has generated. */
    public static <T extends SpecificRecordBase> AvroWriterFactory<T> forSpecificRecord(Class<T> type) {
        return of(AvroMapping.specific(type));
    }

    /** For generic records of a schema. */
    public static AvroWriterFactory<GenericRecord> forGenericRecord(Schema schema) {
        return of(AvroMapping.generic(schema));
    }

    /** For any class: Avro finds its fields by reflection. */
    public static <T> AvroWriterFactory<T> forReflectRecord(Class<T> type) {
        return of(AvroMapping.reflect(type));
    }

    @SuppressWarnings("resource") // whoever gets the writer closes it
    private static <T> AvroWriterFactory<T> of(AvroMapping<T> mapping) {
        return new AvroWriterFactory<>(out -> new DataFileWriter<>(mapping.writer()).create(mapping.schema(), out));
    }
}
