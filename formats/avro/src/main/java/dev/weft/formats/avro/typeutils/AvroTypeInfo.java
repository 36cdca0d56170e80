package dev.weft.formats.avro.typeutils;

import dev.weft.annotation.PublicEvolving;
import org.apache.avro.specific.SpecificRecord;

/**
 * The type of a class that Avro has generated. Give it to functions that produce such records: {@code
 * stream.map(...).returns(new AvroTypeInfo<>(Click.class))}. Without it such records are written by Java serialization.
 *
 * @param <T> the generated class
 */
@PublicEvolving
public class AvroTypeInfo<T extends SpecificRecord> extends AvroRecordTypeInfo<T> {

    private static final long serialVersionUID = 1L;

    /** @param typeClass a class that Avro has generated */
    public AvroTypeInfo(Class<T> typeClass) {
        super(AvroMapping.specific(typeClass));
    }

    @Override
    public boolean canEqual(Object other) {
        return other instanceof AvroTypeInfo;
    }
}
