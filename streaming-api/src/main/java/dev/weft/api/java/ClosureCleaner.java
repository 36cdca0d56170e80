package dev.weft.api.java;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.InvalidProgramException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.lang.reflect.Field;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes functions ready to travel. An inner class keeps a reference to the object that encloses it even if it never
 * looks at it; where its class file proves that, the reference is cut off. What is left must be serializable, else the
 * error names the function and the way to the field that is not.
 */
public final class ClosureCleaner {
    private ClosureCleaner() {}

    /**
     * @param level how far references are cut off
     * @param checkSerializable whether what cannot travel is an error
     */
    public static void clean(Object func, ExecutionConfig.ClosureCleanerLevel level, boolean checkSerializable) {
        if (func == null) {
            throw new InvalidProgramException("a function must not be null");
        }
        if (level != ExecutionConfig.ClosureCleanerLevel.NONE) {
            clean(func, level == ExecutionConfig.ClosureCleanerLevel.RECURSIVE, identitySet());
        }
        if (checkSerializable) {
            ensureSerializable(func);
        }
    }

    private static Set<Object> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static void clean(Object object, boolean recursive, Set<Object> seen) {
        if (!seen.add(object) || ObjectFields.writesItself(object.getClass())) {
            return;
        }
        for (Class<?> type = object.getClass(); ObjectFields.isUserClass(type); type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (ObjectFields.isOuterReference(field) && !OuterThisUse.isUsed(type, field)) {
                    cutOff(object, field);
                }
            }
        }
        if (recursive) {
            ObjectFields.travelling(object).forEach((path, value) -> {
                if (canHoldFunctions(value)) {
                    clean(value, true, seen);
                }
            });
        }
    }

    private static boolean canHoldFunctions(Object value) {
        return value instanceof Object[]
                || value instanceof Collection<?>
                || value instanceof Map<?, ?>
                || ObjectFields.isUserClass(value.getClass());
    }

    private static void cutOff(Object object, Field field) {
        try {
            field.setAccessible(true);
            field.set(object, null);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new InvalidProgramException(
                    "the reference of " + object.getClass().getName()
                            + " to the object that encloses it cannot be cut off: make it a static nested class",
                    e);
        }
    }

    /** Fails with the way to what is not serializable. */
    public static void ensureSerializable(Object obj) {
        try (ObjectOutputStream out = new ObjectOutputStream(OutputStream.nullOutputStream())) {
            out.writeObject(obj);
        } catch (NotSerializableException e) {
            throw new InvalidProgramException(
                    UnserializablePath.find(obj)
                            .map(path -> name(obj) + " cannot travel to the tasks that call it: " + path)
                            .orElse(name(obj) + " cannot travel to the tasks that call it: it refers to a "
                                    + e.getMessage() + ", which is not serializable"),
                    e);
        } catch (IOException | RuntimeException e) {
            throw new InvalidProgramException(
                    name(obj) + " cannot travel to the tasks that call it: writing it failed with " + e, e);
        }
    }

    private static String name(Object obj) {
        Class<?> type = obj.getClass();
        String name = type.getName();
        int lambda = name.indexOf("$$Lambda");
        return lambda < 0 ? "function " + name : "a lambda of " + name.substring(0, lambda);
    }
}
