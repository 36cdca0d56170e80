package dev.weft.engine.graph;

import java.io.Externalizable;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the part of an object graph that Java serialization refuses, breadth first, and the path of fields that leads
 * to it.
 */
final class UnserializablePart {

    private static final String ADVICE =
            "; make it transient and create it in open(), or let its class implement java.io.Serializable";

    /** An object and the path to it. */
    private record Part(Object object, String path, String holder) {}

    private final Deque<Part> open = new ArrayDeque<>();
    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private UnserializablePart() {}

    static String describe(Object root) {
        return new UnserializablePart().search(root);
    }

    private String search(Object root) {
        if (!(root instanceof Serializable)) {
            return "its class does not implement java.io.Serializable";
        }
        add(root, "", "");
        while (!open.isEmpty()) {
            Part part = open.poll();
            if (!(part.object() instanceof Serializable)) {
                return sentence(part, root);
            }
            expand(part);
        }
        return "a part of it is not serializable";
    }

    private String sentence(Part part, Object root) {
        String type = part.object().getClass().getName();
        if (isLambda(root.getClass()) && part.holder().equals(root.getClass().getName())) {
            return "the lambda uses a variable of type " + type + ", which is not serializable; use only serializable"
                    + " variables in it, or write a Rich function that creates the object in open()";
        }
        if (part.path().endsWith("this$0")) {
            return "it refers to its enclosing " + type
                    + ", which is not serializable; make the function a static nested"
                    + " or top-level class, or use nothing of the enclosing object in it";
        }
        return "field '" + part.path() + "' of " + part.holder() + " holds a " + type + ", which is not serializable"
                + ADVICE;
    }

    private void expand(Part part) {
        Object object = part.object();
        if (object instanceof Object[] array) {
            for (int i = 0; i < Array.getLength(object); i++) {
                add(array[i], part.path() + "[" + i + "]", part.holder());
            }
        } else if (object instanceof Collection<?> collection) {
            collection.forEach(element -> add(element, part.path() + "[]", part.holder()));
        } else if (object instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                add(key, part.path() + "{key}", part.holder());
                add(value, part.path() + "{" + key + "}", part.holder());
            });
        } else if (!(object instanceof Externalizable)) {
            fields(part);
        }
    }

    private void fields(Part part) {
        for (Class<?> type = part.object().getClass();
                type != null && Serializable.class.isAssignableFrom(type);
                type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.getType().isPrimitive()) {
                    String path = part.path().isEmpty() ? field.getName() : part.path() + "." + field.getName();
                    String holder =
                            part.path().isEmpty() ? part.object().getClass().getName() : part.holder();
                    valueOf(field, part.object()).ifPresent(value -> add(value, path, holder));
                }
            }
        }
    }

    /** The field's value; empty if it is null or the JDK does not make it accessible. */
    private static Optional<Object> valueOf(Field field, Object owner) {
        try {
            return field.trySetAccessible() ? Optional.ofNullable(field.get(owner)) : Optional.empty();
        } catch (IllegalAccessException hidden) {
            return Optional.empty();
        }
    }

    /** Only adds what serialization really fails on: a class may have its own {@code writeObject}. */
    private void add(Object object, String path, String holder) {
        if (object != null && seen.add(object) && !serializes(object)) {
            open.add(new Part(object, path, holder));
        }
    }

    private static boolean serializes(Object object) {
        try {
            UserObjects.bytes(object);
            return true;
        } catch (IOException | RuntimeException refused) {
            return false;
        }
    }

    private static boolean isLambda(Class<?> type) {
        return type.isHidden() || type.isSynthetic() && type.getName().contains("$$Lambda");
    }
}
