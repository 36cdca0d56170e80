package dev.weft.formats.avro.typeutils;

import dev.weft.annotation.PublicEvolving;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * The type of generic records of one schema. Give it to functions that produce such records: {@code
 * stream.map(...).returns(new GenericRecordAvroTypeInfo(schema))}.
 */
@PublicEvolving
public class GenericRecordAvroTypeInfo extends AvroRecordTypeInfo<GenericRecord> {

    private static final long serialVersionUID = 1L;

    /** @param schema that of every record in the stream */
    public GenericRecordAvroTypeInfo(Schema schema) {
        super(AvroMapping.generic(schema));
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof GenericRecordAvroTypeInfo;
    }
}
