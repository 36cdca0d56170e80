package dev.weft.api.java.typeutils;

import dev.weft.annotation.Internal;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which classes are POJOs: public, with a public constructor without parameters, and every field that is neither static nor
 * transient is public and not final or has a getter and a setter.
 */
@Internal
public final class PojoRules {
    private PojoRules() {}

    /** Returns why a class is no POJO; empty if it is one. */
    public static Optional<String> violation(Class<?> type) {
        int modifiers = type.getModifiers();
        if (type.isInterface() || type.isArray() || type.isPrimitive() || Modifier.isAbstract(modifiers)) {
            return Optional.of("it can't be instantiated");
        }
        if (!Modifier.isPublic(modifiers)) {
            return Optional.of("the class is not public");
        }
        if (type.isMemberClass() && !Modifier.isStatic(modifiers)) {
            return Optional.of("it is an inner class that is not static");
        }
        if (!hasPublicDefaultConstructor(type)) {
            return Optional.of("it has no public constructor without parameters");
        }
        List<Field> fields = fieldsOf(type);
        if (fields.isEmpty()) {
            return Optional.of("it has no fields");
        }
        Set<String> names = new HashSet<>();
        for (Field field : fields) {
            if (!names.add(field.getName())) {
                return Optional.of("it has two fields '" + field.getName() + "', one of them inherited");
            }
            Optional<String> violation = violation(type, field);
            if (violation.isPresent()) {
                return violation;
            }
        }
        return Optional.empty();
    }

    private static boolean hasPublicDefaultConstructor(Class<?> type) {
        for (Constructor<?> constructor : type.getConstructors()) {
            if (constructor.getParameterCount() == 0) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> violation(Class<?> type, Field field) {
        int modifiers = field.getModifiers();
        if (Modifier.isPublic(modifiers)
                && !Modifier.isFinal(modifiers)
                && Modifier.isPublic(field.getDeclaringClass().getModifiers())) {
            return Optional.empty();
        }
        if (Modifier.isFinal(modifiers)) {
            return Optional.of("field '" + field.getName() + "' is final");
        }
        boolean getter = false;
        boolean setter = false;
        for (Method method : type.getMethods()) {
            getter |= isGetter(method, field);
            setter |= isSetter(method, field);
        }
        if (getter && setter) {
            return Optional.empty();
        }
        return Optional.of("field '" + field.getName() + "' is not public and has no public "
                + (getter ? "setter" : setter ? "getter" : "getter and setter"));
    }

    private static boolean isGetter(Method method, Field field) {
        String name = plain(field.getName());
        String called = plain(method.getName());
        return method.getParameterCount() == 0
                && method.getReturnType().isAssignableFrom(field.getType())
                && (called.equals("get" + name) || called.equals("is" + name) || called.equals(name));
    }

    private static boolean isSetter(Method method, Field field) {
        String name = plain(field.getName());
        String called = plain(method.getName());
        return method.getParameterCount() == 1
                && method.getParameterTypes()[0].isAssignableFrom(field.getType())
                && (called.equals("set" + name) || method.getName().equals(field.getName() + "_$eq"));
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "");
    }

    /** Returns the fields that make up the values of a class, those of superclasses included. */
    public static List<Field> fieldsOf(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.isSynthetic()) {
                    fields.add(field);
                }
            }
        }
        return fields;
    }
}
