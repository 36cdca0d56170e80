package dev.weft.engine.types.generic;

import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.engine.common.UserObjectInput;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Kryo serializer that uses Java serialization. Objects inside that Java cannot serialize, or for which the program has
 * chosen a serializer, are written by Kryo; the object stream refers to them by number. Classes are resolved by the
 * user's class loader only.
 *
 * <p>Format: number of bytes (variable-length integer), the bytes of the object stream, number of objects left to Kryo, each
 * with its class.
 */
final class JavaSerializer extends Serializer<Object> {
    private final Predicate<Class<?>> chosenByProgram;
    private final BooleanSupplier writesKey;
    private final UnaryOperator<Object> canonical;

    /**
     * @param writesKey whether equal values must be written as equal bytes
     * @param canonical converts equal sets and maps into one form
     */
    JavaSerializer(Predicate<Class<?>> chosenByProgram, BooleanSupplier writesKey, UnaryOperator<Object> canonical) {
        this.chosenByProgram = chosenByProgram;
        this.writesKey = writesKey;
        this.canonical = canonical;
    }

    /** Placeholder for an object that Kryo writes. */
    private record Elsewhere(int number) implements Serializable {}

    @Override
    public void write(Kryo kryo, Output output, Object value) {
        List<Object> elsewhere = new ArrayList<>();
        ByteArrayOutputStream bytes = serialize(value, elsewhere);
        output.writeInt(bytes.size(), true);
        output.writeBytes(bytes.toByteArray());
        output.writeInt(elsewhere.size(), true);
        for (Object part : elsewhere) {
            kryo.writeClassAndObject(output, part);
        }
    }

    private ByteArrayOutputStream serialize(Object value, List<Object> elsewhere) {
        if (!(value instanceof Serializable)) {
            throw RejectingSerializer.of(value.getClass());
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (Writer writer = writesKey.getAsBoolean()
                ? new KeyWriter(bytes, value, elsewhere)
                : new Writer(bytes, value, elsewhere)) {
            writer.writeObject(value);
        } catch (IOException e) {
            throw new KryoException(value.getClass().getName() + " fails in its Java serialization: " + e, e);
        }
        return bytes;
    }

    @Override
    public Object read(Kryo kryo, Input input, Class<?> type) {
        byte[] bytes = input.readBytes(input.readInt(true));
        Object[] elsewhere = new Object[input.readInt(true)];
        for (int i = 0; i < elsewhere.length; i++) {
            elsewhere[i] = kryo.readClassAndObject(input);
        }
        return deserialize(bytes, elsewhere, kryo.getClassLoader(), type);
    }

    private static Object deserialize(byte[] bytes, Object[] elsewhere, ClassLoader loader, Class<?> type) {
        try (Reader reader = new Reader(bytes, elsewhere, loader)) {
            return reader.readObject();
        } catch (IOException | ClassNotFoundException e) {
            throw new KryoException(type.getName() + " fails in its Java serialization: " + e, e);
        }
    }

    @Override
    public Object copy(Kryo kryo, Object original) {
        List<Object> elsewhere = new ArrayList<>();
        ByteArrayOutputStream bytes = serialize(original, elsewhere);
        UnaryOperator<Object> copy = kryo::copy;
        return deserialize(
                bytes.toByteArray(),
                elsewhere.stream().map(copy).toArray(),
                kryo.getClassLoader(),
                original.getClass());
    }

    /** Replaces the objects that Kryo writes by placeholders. */
    private class Writer extends ObjectOutputStream {
        private final Object whole;
        private final List<Object> elsewhere;

        Writer(ByteArrayOutputStream bytes, Object whole, List<Object> elsewhere) throws IOException {
            super(bytes);
            this.whole = whole;
            this.elsewhere = elsewhere;
            enableReplaceObject(true);
        }

        @Override
        protected Object replaceObject(Object part) {
            if (part instanceof Serializable && (part == whole || !chosenByProgram.test(part.getClass()))) {
                return part;
            }
            elsewhere.add(part);
            return new Elsewhere(elsewhere.size() - 1);
        }
    }

    /**
     * Writes equal keys as equal bytes: an object that equals one before it is written as a reference to that, whether they
     * are the same or not, and hash tables in the order of their elements.
     */
    private final class KeyWriter extends Writer {
        private final Map<Equal, Object> replaced = new HashMap<>();

        KeyWriter(ByteArrayOutputStream bytes, Object whole, List<Object> elsewhere) throws IOException {
            super(bytes, whole, elsewhere);
            Class<?> type = whole.getClass();
            if ((whole instanceof Set<?> || whole instanceof Map<?, ?>)
                    && !(whole instanceof SortedSet<?> || whole instanceof SortedMap<?, ?>)
                    && !Platform.owns(type)) {
                throw new KryoException("equal keys of " + type.getName() + " may be written with their elements in"
                        + " different orders; declare Set or Map as the type of the key");
            }
        }

        /** Objects of one class that are equal. */
        private record Equal(Class<?> type, Object object) {}

        @Override
        protected Object replaceObject(Object part) {
            Class<?> type = part.getClass();
            if (type == HashSet.class
                    || type == LinkedHashSet.class
                    || type == HashMap.class
                    || type == LinkedHashMap.class) {
                return canonical.apply(part);
            }
            boolean hasEquality = !(part instanceof Collection<?> || part instanceof Map<?, ?> || type.isArray())
                    && !KeyRules.usesIdentity(type);
            return hasEquality
                    ? replaced.computeIfAbsent(new Equal(type, part), first -> super.replaceObject(part))
                    : super.replaceObject(part);
        }
    }

    /** Replaces placeholders by the objects that Kryo has read. */
    private static final class Reader extends UserObjectInput {
        private final Object[] elsewhere;

        Reader(byte[] bytes, Object[] elsewhere, ClassLoader loader) throws IOException {
            super(new ByteArrayInputStream(bytes), loader);
            this.elsewhere = elsewhere;
            enableResolveObject(true);
        }

        @Override
        protected Object resolveObject(Object part) {
            return part instanceof Elsewhere placed ? elsewhere[placed.number()] : part;
        }

        @Override
        protected Class<?> resolveClass(ObjectStreamClass description) throws ClassNotFoundException {
            return description.getName().equals(Elsewhere.class.getName())
                    ? Elsewhere.class
                    : super.resolveClass(description);
        }
    }
}
