package dev.weft.formats.avro.typeutils;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import java.util.HashSet;
import java.util.Set;
import org.apache.avro.Schema;

/** What the types of generic and generated records have in common. */
abstract class AvroRecordTypeInfo<T> extends TypeInformation<T> {

    private static final long serialVersionUID = 1L;

    private final AvroMapping<T> mapping;

    AvroRecordTypeInfo(AvroMapping<T> mapping) {
        this.mapping = mapping;
    }

    final AvroMapping<T> mapping() {
        return mapping;
    }

    @Override
    public boolean isBasicType() {
        return false;
    }

    @Override
    public boolean isTupleType() {
        return false;
    }

    @Override
    public int getArity() {
        return 1;
    }

    @Override
    public int getTotalFields() {
        return 1;
    }

    @Override
    public Class<T> getTypeClass() {
        return mapping.type();
    }

    /** Records without maps are: the entries of equal maps may be written in another order. */
    @Override
    public boolean isKeyType() {
        return isKey(mapping.schema(), new HashSet<>());
    }

    private static boolean isKey(Schema schema, Set<String> seen) {
        return switch (schema.getType()) {
            case MAP -> false;
            case RECORD ->
                !seen.add(schema.getFullName())
                        || schema.getFields().stream().allMatch(field -> isKey(field.schema(), seen));
            case ARRAY -> isKey(schema.getElementType(), seen);
            case UNION -> schema.getTypes().stream().allMatch(branch -> isKey(branch, seen));
            default -> true;
        };
    }

    @Override
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return new AvroSerializer<>(mapping);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AvroRecordTypeInfo<?> that && that.canEqual(this) && mapping.equals(that.mapping);
    }

    @Override
    public int hashCode() {
        return mapping.hashCode();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "<" + mapping.schema().getFullName() + ">";
    }
}
