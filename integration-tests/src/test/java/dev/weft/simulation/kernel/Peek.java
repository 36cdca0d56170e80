package dev.weft.simulation.kernel;

import java.lang.reflect.Field;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reflective reader of private fields, so that the engine needs no hooks for audits. A field that does not exist is an
 * error: the engine has changed.
 */
public final class Peek {

    private static final ClassValue<Map<String, Field>> FIELDS = new ClassValue<>() {
        @Override
        protected Map<String, Field> computeValue(Class<?> type) {
            return new ConcurrentHashMap<>();
        }
    };

    private Peek() {}

    /** The value of a field, of a field of that, and so on. */
    @SuppressWarnings("unchecked") // the caller knows the engine
    public static <T> T at(Object of, String... path) {
        Object value = of;
        for (String name : path) {
            value = get(value, name);
        }
        return (T) value;
    }

    private static Object get(Object of, String name) {
        try {
            Map<String, Field> known = FIELDS.get(of.getClass());
            Field field = known.get(name);
            if (field == null) {
                field = find(of.getClass(), name);
                field.setAccessible(true);
                known.put(name, field);
            }
            return field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field find(Class<?> type, String name) {
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Field field : at.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    return field;
                }
            }
        }
        throw new IllegalStateException(type.getName() + " has no field '" + name + "' any more");
    }
}
