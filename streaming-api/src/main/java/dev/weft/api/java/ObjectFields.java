package dev.weft.api.java;

import java.io.Externalizable;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Enumerates the references that Java serialization follows from an object. */
final class ObjectFields {
    private ObjectFields() {}

    /** Whether a class is not the JDK's, so that its fields may be read and changed. */
    static boolean isUserClass(Class<?> type) {
        return type != null
                && !type.isPrimitive()
                && !type.isArray()
                && !type.isEnum()
                && type.getClassLoader() != null
                && type.getClassLoader() != ClassLoader.getPlatformClassLoader();
    }

    /** Whether the class decides by itself what is written, so that its fields say nothing. */
    static boolean writesItself(Class<?> type) {
        if (Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> one = type; isUserClass(one); one = one.getSuperclass()) {
            for (Method method : one.getDeclaredMethods()) {
                if (method.getName().equals("writeObject")
                        || method.getName().equals("writeReplace") && !type.isHidden() && !type.isSynthetic()) {
                    return true;
                }
            }
        }
        return false;
    }

    static boolean isOuterReference(Field field) {
        return field.isSynthetic() && field.getName().startsWith("this$") && !Modifier.isStatic(field.getModifiers());
    }

    /** What travels with the object, by the name of the field, position or key that leads there. */
    static Map<String, Object> travelling(Object object) {
        Map<String, Object> found = new LinkedHashMap<>();
        if (object instanceof Object[] array) {
            for (int i = 0; i < array.length; i++) {
                put(found, "[" + i + "]", array[i]);
            }
        } else if (object instanceof Collection<?> collection && !isUserClass(object.getClass())) {
            int i = 0;
            for (Object element : collection) {
                put(found, "[" + i++ + "]", element);
            }
        } else if (object instanceof Map<?, ?> map && !isUserClass(object.getClass())) {
            map.forEach((key, value) -> {
                put(found, ".key(" + key + ")", key);
                put(found, "[" + key + "]", value);
            });
        } else if (isLambda(object)) {
            captured(object, found);
        } else {
            fields(object, found);
        }
        return found;
    }

    static boolean isLambda(Object object) {
        return object.getClass().isHidden() || object.getClass().getName().contains("$$Lambda");
    }

    private static void captured(Object lambda, Map<String, Object> found) {
        try {
            Method writeReplace = lambda.getClass().getDeclaredMethod("writeReplace");
            writeReplace.setAccessible(true);
            if (writeReplace.invoke(lambda) instanceof SerializedLambda written) {
                for (int i = 0; i < written.getCapturedArgCount(); i++) {
                    put(found, ".captured value " + (i + 1), written.getCapturedArg(i));
                }
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a lambda that hides what it captured shows nothing here; writing it tells whether it can travel
            found.clear();
        }
    }

    private static void fields(Object object, Map<String, Object> found) {
        for (Class<?> type = object.getClass(); isUserClass(type); type = type.getSuperclass()) {
            if (!Serializable.class.isAssignableFrom(type)) {
                continue;
            }
            for (Field field : type.getDeclaredFields()) {
                boolean skipped = Modifier.isStatic(field.getModifiers())
                        || Modifier.isTransient(field.getModifiers())
                        || field.getType().isPrimitive();
                if (!skipped && field.trySetAccessible()) {
                    put(found, "." + field.getName(), read(field, object));
                }
            }
        }
    }

    private static Object read(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " was made accessible and is not", e);
        }
    }

    private static void put(Map<String, Object> found, String name, Object value) {
        if (value != null) {
            found.putIfAbsent(name, value);
        }
    }
}
