package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Kryo serializer that writes field by field, each with its class: the fields that the user's classes declare and that
 * are neither static nor transient. For classes that extend a JDK class whose own fields are all transient, such as
 * {@code AbstractList}.
 */
final class OpenFieldsSerializer extends Serializer<Object> {
    private final List<Field> fields;

    OpenFieldsSerializer(Class<?> type) {
        fields = fieldsOf(type);
    }

    static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && !Platform.owns(c); c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    field.setAccessible(true);
                    fields.add(field);
                }
            }
        }
        return fields;
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        for (Field field : fields) {
            try {
                kryo.writeClassAndObject(output, get(field, value));
            } catch (KryoException e) {
                e.addTrace(shown(field));
                throw e;
            }
        }
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        Object value = kryo.newInstance(type);
        kryo.reference(value);
        for (Field field : fields) {
            try {
                set(field, value, kryo.readClassAndObject(input));
            } catch (KryoException e) {
                e.addTrace(shown(field));
                throw e;
            }
        }
        return value;
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        Object copy = kryo.newInstance(original.getClass());
        kryo.reference(copy);
        for (Field field : fields) {
            set(field, copy, kryo.copy(get(field, original)));
        }
        return copy;
    }

    private static String shown(Field field) {
        return field.getName() + " (" + field.getDeclaringClass().getName() + ")";
    }

    static Object get(Field field, Object from) {
        try {
            return field.get(from);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("field " + shown(field) + " was made accessible", e);
        }
    }

    private static void set(Field field, Object in, Object value) {
        try {
            field.set(in, value);
        } catch (IllegalAccessException e) {
            throw new KryoException("field " + shown(field) + " cannot be set: " + e.getMessage(), e);
        }
    }
}
