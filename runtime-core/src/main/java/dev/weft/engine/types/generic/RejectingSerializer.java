package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Kryo serializer that rejects values of its class with the reason; also knows which classes cannot be serialized. */
final class RejectingSerializer extends Serializer<Object> {
    private final Class<?> type;

    RejectingSerializer(Class<?> type) {
        this.type = type;
    }

    static KryoException of(Class<?> type) {
        return new KryoException(reason(type));
    }

    /**
     * Searches the declared fields of a class and of the classes of its fields.
     *
     * @param chosenByProgram classes for which the program has named a serializer
     * @return the path to a field of which no value can be serialized, and why
     */
    static Optional<String> find(Class<?> type, Predicate<Class<?>> chosenByProgram) {
        return find(type, "", chosenByProgram, new HashSet<>());
    }

    private static Optional<String> find(
            Class<?> type, String path, Predicate<Class<?>> chosenByProgram, Set<Class<?>> seen) {
        if (type.isArray()) {
            return find(type.getComponentType(), path + "[]", chosenByProgram, seen);
        }
        if (Modifier.isAbstract(type.getModifiers()) || !seen.add(type) || chosenByProgram.test(type)) {
            return Optional.empty();
        }
        return switch (SerializationStrategy.of(type)) {
            case UNSUPPORTED -> Optional.of((path.isEmpty() ? "" : "field '" + path + "': ") + reason(type));
            case KRYO, OPEN_FIELDS ->
                Platform.owns(type) || type.isEnum()
                        ? Optional.empty()
                        : findInFields(type, path, chosenByProgram, seen);
            case JAVA, CONTENT, REBUILT, AVRO -> Optional.empty();
        };
    }

    private static Optional<String> findInFields(
            Class<?> type, String path, Predicate<Class<?>> chosenByProgram, Set<Class<?>> seen) {
        for (Field field : OpenFieldsSerializer.fieldsOf(type)) {
            String inner = path.isEmpty() ? field.getName() : path + "." + field.getName();
            Optional<String> found = find(field.getType(), inner, chosenByProgram, seen);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static String reason(Class<?> type) {
        if (type.isHidden() || type.getName().contains("$$Lambda")) {
            return "a lambda of "
                    + type.getName().replaceAll("\\$\\$Lambda.*", "")
                    + " is not Serializable; cast it, as in (Comparator<String> & Serializable) (a, b) -> ..., or"
                    + " write it as a class";
        }
        if (Proxy.isProxyClass(type)) {
            return "the proxy " + type.getName() + " is not Serializable";
        }
        return switch (type.getName()) {
            case "java.time.format.DateTimeFormatter" ->
                "a java.time.format.DateTimeFormatter does not tell its pattern; keep the pattern as text, or the"
                        + " formatter in a transient or static field, and make it in open()";
            case "java.util.StringJoiner" ->
                "a java.util.StringJoiner does not tell its delimiter; keep its toString(), or"
                        + " a list of its elements";
            default ->
                Serializable.class.isAssignableFrom(type)
                        ? type.getName() + " cannot be serialized"
                        : Platform.owns(type)
                                ? type.getName()
                                        + " is not Serializable, and the Java platform keeps its fields closed; keep"
                                        + " what it is made from instead, or make the field transient"
                                : type.getName() + " extends "
                                        + Platform.superclassOf(type).getName()
                                        + ", whose fields the Java platform keeps closed, and is not Serializable; let"
                                        + " it implement java.io.Serializable";
        };
    }

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        throw of(type);
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> read) {
        throw of(type);
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        throw of(type);
    }
}
