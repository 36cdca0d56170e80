package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductShape;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Class and fields of a product (tuple, POJO or record), without serializers; serializable. */
record ProductLayout<T>(Class<T> type, ProductShape.Kind kind, List<FieldRef> fields) implements Serializable {

    ProductLayout {
        fields = new ArrayList<>(fields);
    }

    static <T> ProductLayout<T> of(Class<T> type, ProductShape.Kind kind, List<Field> fields) {
        return new ProductLayout<>(type, kind, fields.stream().map(FieldRef::of).toList());
    }

    /** Whether instances have no fields besides. */
    boolean hasAllFields() {
        int count = 0;
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            count += (int) Stream.of(at.getDeclaredFields())
                    .filter(field -> !Modifier.isStatic(field.getModifiers()))
                    .count();
        }
        return count == fields.size();
    }

    ProductShape<T> with(TypeSerializer<?>[] serializers) {
        return new ProductShape<>(
                type, kind, fields.stream().map(FieldRef::resolve).toList(), List.of(serializers));
    }
}
