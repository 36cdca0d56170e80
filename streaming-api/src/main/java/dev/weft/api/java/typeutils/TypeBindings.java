package dev.weft.api.java.typeutils;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the type variables of a class and of all its supertypes stand for, as seen from one type. {@code class Words
 * implements MapFunction<String, Long>}, seen from {@code Words}, binds MapFunction's variables to String and Long. A
 * variable that nothing binds resolves to itself. Immutable.
 */
final class TypeBindings {
    private final Map<TypeVariable<?>, Type> bound = new HashMap<>();

    private TypeBindings() {}

    /** Collects the bindings of a class, a parameterized type or an array of one. */
    static TypeBindings of(Type type) {
        TypeBindings bindings = new TypeBindings();
        bindings.collect(type);
        return bindings;
    }

    private void collect(Type type) {
        if (type instanceof ParameterizedType parameterized) {
            TypeVariable<?>[] variables = rawClass(type).getTypeParameters();
            Type[] arguments = parameterized.getActualTypeArguments();
            for (int i = 0; i < variables.length; i++) {
                if (!arguments[i].equals(variables[i])) {
                    bound.put(variables[i], arguments[i]);
                }
            }
            if (parameterized.getOwnerType() instanceof ParameterizedType owner) {
                collect(owner);
            }
        } else if (!(type instanceof Class<?>)) {
            return;
        }
        Class<?> raw = rawClass(type);
        if (raw.getGenericSuperclass() != null) {
            collect(raw.getGenericSuperclass());
        }
        for (Type superInterface : raw.getGenericInterfaces()) {
            collect(superInterface);
        }
    }

    /** Replaces bound variables within a type; a wildcard becomes its bound. */
    Type resolve(Type type) {
        if (type instanceof TypeVariable<?> variable) {
            Type binding = bound.get(variable);
            return binding == null ? variable : resolve(binding);
        }
        if (type instanceof WildcardType wildcard) {
            return resolve(
                    wildcard.getLowerBounds().length > 0 ? wildcard.getLowerBounds()[0] : wildcard.getUpperBounds()[0]);
        }
        if (type instanceof GenericArrayType array) {
            Type component = resolve(array.getGenericComponentType());
            return component instanceof Class<?> plain
                    ? Array.newInstance(plain, 0).getClass()
                    : new ResolvedArray(component);
        }
        if (type instanceof ParameterizedType parameterized) {
            Type[] arguments = parameterized.getActualTypeArguments().clone();
            for (int i = 0; i < arguments.length; i++) {
                arguments[i] = resolve(arguments[i]);
            }
            return new ResolvedClass(rawClass(type), parameterized.getOwnerType(), arguments);
        }
        return type;
    }

    /** Returns what the type parameter at a position of {@code base} stands for, perhaps a variable. */
    Type argumentOf(Class<?> base, int position) {
        return resolve(base.getTypeParameters()[position]);
    }

    /** Returns the class behind a type without its parameters; a variable is taken as its first bound. */
    static Class<?> rawClass(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType parameterized) {
            return (Class<?>) parameterized.getRawType();
        }
        if (type instanceof GenericArrayType array) {
            return Array.newInstance(rawClass(array.getGenericComponentType()), 0)
                    .getClass();
        }
        if (type instanceof WildcardType wildcard) {
            return rawClass(wildcard.getUpperBounds()[0]);
        }
        return rawClass(((TypeVariable<?>) type).getBounds()[0]);
    }

    private record ResolvedArray(Type component) implements GenericArrayType {
        @Override
        public Type getGenericComponentType() {
            return component;
        }

        @Override
        public String getTypeName() {
            return component.getTypeName() + "[]";
        }

        @Override
        public String toString() {
            return getTypeName();
        }
    }

    private record ResolvedClass(Class<?> raw, Type owner, Type[] arguments) implements ParameterizedType {
        @Override
        public Type[] getActualTypeArguments() {
            return arguments.clone();
        }

        @Override
        public Type getRawType() {
            return raw;
        }

        @Override
        public Type getOwnerType() {
            return owner;
        }

        @Override
        public boolean equals(Object obj) {
            return obj instanceof ParameterizedType that
                    && raw.equals(that.getRawType())
                    && Arrays.equals(arguments, that.getActualTypeArguments());
        }

        @Override
        public int hashCode() {
            return 31 * raw.hashCode() + Arrays.hashCode(arguments);
        }

        @Override
        public String getTypeName() {
            return Arrays.stream(arguments)
                    .map(Type::getTypeName)
                    .collect(Collectors.joining(", ", raw.getName() + "<", ">"));
        }

        @Override
        public String toString() {
            return getTypeName();
        }
    }
}
