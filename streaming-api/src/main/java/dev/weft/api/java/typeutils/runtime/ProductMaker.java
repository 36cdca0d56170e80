package dev.weft.api.java.typeutils.runtime;

import java.io.IOException;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.util.List;

/**
 * Creates values of a class from the fields of an older schema: removed fields are dropped, new ones have their
 * default.
 */
final class ProductMaker<T> implements SavedProductReader.Maker<T> {
    private final CurrentFields<T> current;
    private final Constructor<T> constructor;
    private final Object[] defaults;

    /** By position among the older fields; -1 for a field that is gone. */
    private final int[] targets;

    ProductMaker(CurrentFields<T> current, List<String> olderNames) {
        this.current = current;
        targets = olderNames.stream().mapToInt(current::indexOf).toArray();
        Class<?>[] parameters = current.type().isRecord()
                ? current.fields().stream().map(Field::getType).toArray(Class<?>[]::new)
                : new Class<?>[0];
        defaults = current.type().isRecord() ? new Object[parameters.length] : null;
        for (int i = 0; i < parameters.length; i++) {
            defaults[i] = defaultOf(parameters[i]);
        }
        try {
            constructor = current.type().getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            current.fields().forEach(field -> field.setAccessible(true));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(
                    current.type().getName() + " has lost its constructor without parameters, which it needs as a POJO",
                    e);
        }
    }

    private static Object defaultOf(Class<?> type) {
        return Array.get(Array.newInstance(type, 1), 0);
    }

    @Override
    public T make(Object[] values) throws IOException {
        try {
            if (current.type().isRecord()) {
                Object[] arguments = defaults.clone();
                for (int i = 0; i < targets.length; i++) {
                    if (targets[i] >= 0) {
                        arguments[targets[i]] = checked(targets[i], values[i]);
                    }
                }
                return constructor.newInstance(arguments);
            }
            T value = constructor.newInstance();
            for (int i = 0; i < targets.length; i++) {
                if (targets[i] >= 0) {
                    current.fields().get(targets[i]).set(value, checked(targets[i], values[i]));
                }
            }
            return value;
        } catch (InvocationTargetException e) {
            throw new IOException(
                    "The constructor of " + current.type().getName() + " failed for a value of an older schema: "
                            + e.getCause(),
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IOException("The fields of " + current.type().getName() + " can't be reached", e);
        }
    }

    private Object checked(int field, Object value) throws IOException {
        Field target = current.fields().get(field);
        if (value == null && target.getType().isPrimitive()) {
            throw new IOException("Field '" + target.getName() + "' of "
                    + current.type().getName() + " is null in a stored value, but now is of the primitive type "
                    + target.getType().getName() + "; let it be an object again");
        }
        return value;
    }
}
