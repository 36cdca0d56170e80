package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import java.io.Serializable;
import java.lang.reflect.Field;

/** Names a field so that the name can travel. */
@Internal
public record FieldRef(Class<?> declaringClass, String name) implements Serializable {

    /** Refers to this field by class and name, so that it can be serialized. */
    public static FieldRef of(Field field) {
        return new FieldRef(field.getDeclaringClass(), field.getName());
    }

    Field resolve() {
        try {
            return declaringClass.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(
                    "Class " + declaringClass.getName() + " has no field '" + name + "' any more", e);
        }
    }
}
