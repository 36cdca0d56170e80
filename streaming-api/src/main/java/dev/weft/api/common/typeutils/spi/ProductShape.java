package dev.weft.api.common.typeutils.spi;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import java.lang.reflect.Field;
import java.util.List;

/**
 * A class made of fields, the fields in the order in which they are written, and a serializer for each.
 *
 * @param kind how values are made
 * @param fields of the class or a superclass; of a record in the order of its components
 * @param serializers one a field, for one thread
 */
public record ProductShape<T>(Class<T> type, Kind kind, List<Field> fields, List<TypeSerializer<?>> serializers) {

    /** How a value comes into being. */
    public enum Kind {
        /** A constructor without parameters, then the fields are set. Null fields are marked. */
        POJO,
        /** The canonical constructor. Null fields are marked. */
        RECORD,
        /** As a POJO, but without marks for null fields. */
        TUPLE
    }

    public ProductShape {
        fields = List.copyOf(fields);
        serializers = List.copyOf(serializers);
        if (fields.size() != serializers.size()) {
            throw new IllegalArgumentException(
                    type.getName() + " has " + fields.size() + " fields, but " + serializers.size() + " serializers");
        }
    }

    /** Says whether a field has a bit that tells if it is null: its serializer can't, and it may be. */
    public boolean masked(int field) {
        return kind != Kind.TUPLE
                && !fields.get(field).getType().isPrimitive()
                && !(serializers.get(field) instanceof NullTolerant);
    }

    /** Returns the number of masked fields. */
    public int maskedFields() {
        int count = 0;
        for (int i = 0; i < fields.size(); i++) {
            count += masked(i) ? 1 : 0;
        }
        return count;
    }
}
