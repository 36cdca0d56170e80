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

    /** As {@link #find(String, ClassLoader)}, with a second loader to ask. */
    public static <T> Class<T> find(String name, ClassLoader first, ClassLoader second) throws IOException {
        try {
            return find(name, first);
        } catch (IOException unknown) {
            return find(name, second);
        }
    }

    /**
     * As {@link #find(String, ClassLoader)}, for a serializer that is restored.
     *
     * @throws IllegalStateException if there is no such class any more
     */
    public static <T> Class<T> findRestored(String name, ClassLoader loader) {
        try {
            return find(name, loader);
        } catch (IOException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }
}
