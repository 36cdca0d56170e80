package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.BooleanSerializer;
import dev.weft.api.common.typeutils.base.ByteSerializer;
import dev.weft.api.common.typeutils.base.CharSerializer;
import dev.weft.api.common.typeutils.base.DoubleSerializer;
import dev.weft.api.common.typeutils.base.FloatSerializer;
import dev.weft.api.common.typeutils.base.IntSerializer;
import dev.weft.api.common.typeutils.base.LongSerializer;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.base.ShortSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.common.typeutils.spi.ProductShape;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Map;

/**
 * Code-generation plan of one field.
 *
 * @param direct the field can be named in the generated code; otherwise method handles reach it
 * @param masked a bit tells whether it is null
 * @param nullTolerant the serializer takes null
 * @param shared copies may share the value
 */
record FieldPlan(
        int index, Field field, Code code, boolean direct, boolean masked, boolean nullTolerant, boolean shared) {

    /** The kind of code for a field. */
    enum Code {
        PRIMITIVE,
        BOXED,
        TEXT,
        BY_SERIALIZER
    }

    private static final Map<Class<?>, Class<?>> PRIMITIVE_OF = Map.of(
            BooleanSerializer.class, boolean.class,
            ByteSerializer.class, byte.class,
            ShortSerializer.class, short.class,
            CharSerializer.class, char.class,
            IntSerializer.class, int.class,
            LongSerializer.class, long.class,
            FloatSerializer.class, float.class,
            DoubleSerializer.class, double.class);

    static FieldPlan of(ProductShape<?> shape, int index) {
        Field field = shape.fields().get(index);
        TypeSerializer<?> serializer = shape.serializers().get(index);
        return new FieldPlan(
                index,
                field,
                codeFor(field, serializer),
                isDirect(field, shape.type()),
                shape.masked(index),
                serializer instanceof NullTolerant,
                serializer.isImmutableType());
    }

    private static Code codeFor(Field field, TypeSerializer<?> serializer) {
        Class<?> type = field.getType();
        Class<?> primitive = PRIMITIVE_OF.get(serializer.getClass());
        if (primitive != null && type == primitive) {
            return Code.PRIMITIVE;
        }
        if (primitive != null && (type == Boxes.of(primitive) || type == Object.class)) {
            return Code.BOXED;
        }
        return serializer instanceof StringSerializer && (type == String.class || type == Object.class)
                ? Code.TEXT
                : Code.BY_SERIALIZER;
    }

    private static boolean isDirect(Field field, Class<?> product) {
        Class<?> owner = field.getDeclaringClass();
        if (owner.getNestHost() == product.getNestHost()) {
            return true;
        }
        int modifiers = field.getModifiers();
        return Modifier.isPublic(modifiers) && Modifier.isPublic(owner.getModifiers())
                || !Modifier.isPrivate(modifiers) && inSamePackage(owner, product);
    }

    /**
     * Whether code generated beside the product can access the field's type, and the field can be handled as primitive
     * or boxed.
     */
    boolean canBeGenerated(Class<?> product) {
        Class<?> type = field.getType();
        if (type.isPrimitive()) {
            return code == Code.PRIMITIVE;
        }
        while (type.isArray()) {
            type = type.getComponentType();
        }
        return type.isPrimitive() || Modifier.isPublic(type.getModifiers()) || inSamePackage(type, product);
    }

    private static boolean inSamePackage(Class<?> one, Class<?> other) {
        return one.getClassLoader() == other.getClassLoader()
                && one.getPackageName().equals(other.getPackageName());
    }

    /** Returns the primitive that a primitive or boxed field is written as. */
    Class<?> primitive(TypeSerializer<?> serializer) {
        return PRIMITIVE_OF.get(serializer.getClass());
    }

    /** Cache key part: everything that the generated code for this field depends on. */
    String signature(TypeSerializer<?> serializer) {
        return field.getDeclaringClass().getName()
                + '.'
                + field.getName()
                + '|'
                + code
                + '|'
                + (code == Code.BOXED ? primitive(serializer).getName() : "")
                + '|'
                + masked
                + nullTolerant
                + shared;
    }
}
