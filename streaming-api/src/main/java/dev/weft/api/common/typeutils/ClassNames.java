package dev.weft.api.common.typeutils;

import dev.weft.annotation.Internal;
import java.io.IOException;
import java.util.Map;

/** Finds classes by the names that snapshots and values carry. */
@Internal
public final class ClassNames {
    private static final Map<String, Class<?>> PRIMITIVES = Map.of(
            "boolean", boolean.class,
            "byte", byte.class,
            "short", short.class,
            "char", char.class,
            "int", int.class,
            "long", long.class,
            "float", float.class,
            "double", double.class,
            "void", void.class);

    private ClassNames() {}

    /**
     * Returns the class of a name that {@link Class#getName()} gave.
     *
     * @throws IOException if there is no such class any more
     */
    @SuppressWarnings("unchecked") // the caller wrote the name of a class of this type
    public static <T> Class<T> find(String name, ClassLoader loader) throws IOException {
        Class<?> primitive = PRIMITIVES.get(name);
        if (primitive != null) {
            return (Class<T>) primitive;
        }
        try {
            return (Class<T>) Class.forName(name, false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new IOException(
                    "Class " + name + ", named by stored data, can't be loaded; was it renamed or left out?", e);
        }
    }

    static <T> T newInstance(String name, ClassLoader loader) throws IOException {
        Class<T> type = find(name, loader);
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IOException(name + " can't be created; it needs a public constructor without parameters", e);
        }
    }
}
