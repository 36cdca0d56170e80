package dev.weft.api.java.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeinfo.TypeInformation;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.Objects;

/** A field of a POJO or record with its type. */
@Internal
public final class PojoField implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<?> declaringClass;
    private final String name;
    private final TypeInformation<?> type;
    private transient Field field;

    /**
     * Pairs a field with its type.
     *
     * @param field a field of the POJO or of a superclass, neither static nor transient
     * @param type the type of its values
     */
    public PojoField(Field field, TypeInformation<?> type) {
        this.field = field;
        this.declaringClass = field.getDeclaringClass();
        this.name = field.getName();
        this.type = Objects.requireNonNull(type);
    }

    /** Returns the field itself. */
    public Field getField() {
        return field;
    }

    /** Returns the type of the field's values. */
    public TypeInformation<?> getTypeInformation() {
        return type;
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
        in.defaultReadObject();
        try {
            field = declaringClass.getDeclaredField(name);
        } catch (NoSuchFieldException e) {
            throw new IOException("Class " + declaringClass.getName() + " has no field '" + name + "' any more", e);
        }
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof PojoField that && that.field.equals(field) && that.type.equals(type);
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + type.hashCode();
    }

    @Override
    public String toString() {
        return name + ": " + type;
    }
}
