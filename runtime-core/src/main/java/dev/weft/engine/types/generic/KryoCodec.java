package dev.weft.engine.types.generic;

import dev.weft.api.common.typeutils.spi.GenericCodec;
import dev.weft.api.java.typeutils.runtime.kryo.GenericRegistrations;
import dev.weft.api.java.typeutils.runtime.kryo.GenericSerializer;
import dev.weft.api.java.typeutils.runtime.kryo.Registration;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.SerializerFactory.ReflectionSerializerFactory;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.ClosureSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.AtomicBooleanSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.AtomicIntegerSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.AtomicLongSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.AtomicReferenceSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.PatternSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.URISerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.DefaultSerializers.UUIDSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.weft.shaded.com.esotericsoftware.kryo.util.MapReferenceResolver;
import dev.weft.shaded.org.objenesis.strategy.StdInstantiatorStrategy;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Generic fallback serializer: object graphs by Kryo, each class with the {@link SerializationStrategy} that preserves its values
 * completely. The class of each object is written, by number if it is registered. The first values that contain an
 * object of a new class are deserialized again and compared with the original; a difference is an error. Belongs to one
 * thread.
 */
public final class KryoCodec implements GenericCodec {
    private static final int START_BYTES = 256;

    /** Keys whose objects are nested deeper are refused: nearly always they refer back to themselves. */
    private static final int DEEPEST_KEY = 500;

    /** Number of values that are verified after a class was met for the first time. */
    private static final int COMPARED_VALUES = 8;

    /**
     * Registration ids far above those of registered types, for lambdas and proxies, whose class names cannot be
     * written.
     */
    private static final int LAMBDAS = 1_000_000;

    private static final int PROXIES = LAMBDAS + 1;

    private static final String ADVICE = "Make the class a POJO or record, give it a type information, or register a"
            + " serializer for what is named here";

    private final Class<?> type;
    private final ChosenByProgram chosenByProgram;
    private final Optional<UnaryOperator<Object>> keyForm;
    private final UnaryOperator<Object> canonical;
    private final Kryo kryo;
    private final Output output = new Output(START_BYTES, -1);
    private final Input input = new Input();
    private byte[] chunk = new byte[START_BYTES];
    private int valuesToCompare = COMPARED_VALUES;
    private boolean writesKey;

    /**
     * @param keyForm converts equal keys of the type into one form, where they have several
     * @param canonical converts equal sets, maps and lists into one form
     */
    public KryoCodec(
            Class<?> type,
            GenericRegistrations registrations,
            Optional<UnaryOperator<Object>> keyForm,
            UnaryOperator<Object> canonical) {
        this.type = type;
        this.keyForm = keyForm;
        this.canonical = canonical;
        chosenByProgram = new ChosenByProgram(registrations);
        kryo = new StrategyKryo();
        kryo.setRegistrationRequired(false);
        kryo.setReferenceResolver(new KnownReferences());
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.setClassLoader(loaderOf(type));
        registrations.defaults().stream().filter(Registration::isUsable).forEach(this::addDefault);
        addSerializersThatKryoLeavesOut();
        int firstNumber = kryo.getNextRegistrationId();
        for (int i = 0; i < registrations.numbered().size(); i++) {
            Registration registration = registrations.numbered().get(i);
            if (registration.isUsable()) {
                kryo.register(registration.type(), serializerFor(registration), firstNumber + i);
            }
        }
        kryo.register(ClosureSerializer.Closure.class, javaSerializer(), LAMBDAS);
        kryo.register(InvocationHandler.class, javaSerializer(), PROXIES);
    }

    /**
     * Finds a type that can't be serialized whatever its values are: the class, or the declared type of a field, at any
     * depth.
     *
     * @return the field and the reason; empty if nothing is found
     */
    public static Optional<String> refusalOf(Class<?> type, GenericRegistrations registrations) {
        return RejectingSerializer.find(type, new ChosenByProgram(registrations));
    }

    /**
     * The thread's context class loader, which knows all classes of its job, unless it resolves another class for the
     * type.
     */
    private static ClassLoader loaderOf(Class<?> type) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = type.getClassLoader() == null ? KryoCodec.class.getClassLoader() : type.getClassLoader();
        try {
            return context != null && Class.forName(type.getName(), false, context) == type ? context : own;
        } catch (ClassNotFoundException e) {
            return own;
        }
    }

    private JavaSerializer javaSerializer() {
        return new JavaSerializer(chosenByProgram, () -> writesKey, canonical);
    }

    private void addSerializersThatKryoLeavesOut() {
        kryo.addDefaultSerializer(UUID.class, UUIDSerializer.class);
        kryo.addDefaultSerializer(URI.class, URISerializer.class);
        kryo.addDefaultSerializer(Pattern.class, PatternSerializer.class);
        kryo.addDefaultSerializer(AtomicBoolean.class, AtomicBooleanSerializer.class);
        kryo.addDefaultSerializer(AtomicInteger.class, AtomicIntegerSerializer.class);
        kryo.addDefaultSerializer(AtomicLong.class, AtomicLongSerializer.class);
        kryo.addDefaultSerializer(AtomicReference.class, AtomicReferenceSerializer.class);
    }

    private void addDefault(Registration registration) {
        GenericSerializer chosen = registration.serializer().orElseThrow();
        if (chosen.hasInstance()) {
            kryo.addDefaultSerializer(registration.type(), instance(chosen));
        } else {
            kryo.addDefaultSerializer(registration.type(), kryoSerializer(chosen.type()));
        }
    }

    private Serializer<?> serializerFor(Registration registration) {
        if (registration.serializer().isEmpty()) {
            return kryo.getDefaultSerializer(registration.type());
        }
        GenericSerializer chosen = registration.serializer().get();
        return chosen.hasInstance()
                ? instance(chosen)
                : ReflectionSerializerFactory.newSerializer(kryo, kryoSerializer(chosen.type()), registration.type());
    }

    /** A new instance: Kryo's serializers are not thread-safe. */
    private static Serializer<?> instance(GenericSerializer chosen) {
        kryoSerializer(chosen.type());
        return (Serializer<?>) chosen.newInstance();
    }

    @SuppressWarnings("rawtypes") // Kryo's own signatures are raw
    private static Class<? extends Serializer> kryoSerializer(Class<?> named) {
        if (!Serializer.class.isAssignableFrom(named)) {
            throw new IllegalArgumentException(named.getName() + " was registered as a serializer, but does not extend "
                    + Serializer.class.getName());
        }
        return named.asSubclass(Serializer.class);
    }

    @Override
    public void write(Object value, DataOutputView target) throws IOException {
        boolean isKey = DataOutputSerializer.isCanonical(target);
        if (!isKey || valuesToCompare > 0) {
            fillOutput(value);
        }
        if (valuesToCompare > 0) {
            compareWithWritten(value);
        }
        if (isKey) {
            fillOutputWithKey(value);
        }
        VarInt.write(output.position(), target);
        target.write(output.getBuffer(), 0, output.position());
    }

    /** Writes a key such that equal ones are equal bytes: in one form, and each reference as an object of its own. */
    private void fillOutputWithKey(Object key) {
        Object form = keyForm.map(to -> to.apply(key)).orElse(key);
        writesKey = true;
        kryo.setMaxDepth(DEEPEST_KEY);
        try {
            fillOutput(type.isInstance(form) ? form : key);
        } finally {
            writesKey = false;
            kryo.setMaxDepth(Integer.MAX_VALUE);
        }
    }

    private void fillOutput(Object value) {
        output.reset();
        try {
            kryo.writeClassAndObject(output, value);
        } catch (RuntimeException e) {
            kryo.reset();
            throw failed("written", e);
        }
    }

    private void compareWithWritten(Object value) {
        valuesToCompare--;
        compare(value, readFrom(output.getBuffer(), output.position()), "serialized");
    }

    private void compare(Object value, Object after, String done) {
        Optional<String> difference = RoundTrip.difference(value, after, chosenByProgram);
        if (difference.isPresent()) {
            throw new IllegalStateException("A value of generic type " + type.getName() + " changes when it is " + done
                    + ": " + difference.get() + ". " + ADVICE);
        }
    }

    @Override
    public Object read(DataInputView source) throws IOException {
        int length = VarInt.read(source);
        if (length > chunk.length) {
            chunk = new byte[Math.max(length, Math.min(2 * chunk.length, 1 << 20))];
        }
        source.readFully(chunk, 0, length);
        return readFrom(chunk, length);
    }

    private Object readFrom(byte[] bytes, int length) {
        input.setBuffer(bytes, 0, length);
        try {
            return kryo.readClassAndObject(input);
        } catch (RuntimeException e) {
            kryo.reset();
            throw failed("read", e);
        }
    }

    /**
     * Rejects values that can't be serialized also when they are only copied, so that a program does not depend on
     * where its tasks run.
     */
    @Override
    public Object copy(Object from) {
        Object copy = copyOnce(from);
        if (valuesToCompare > 0) {
            compare(from, copy, "copied");
            fillOutput(from);
            compareWithWritten(from);
        }
        return copy;
    }

    private Object copyOnce(Object from) {
        try {
            return kryo.copy(from);
        } catch (KryoException | UnsupportedOperationException e) {
            fillOutput(from);
            return readFrom(output.getBuffer(), output.position());
        } finally {
            kryo.reset();
        }
    }

    private IllegalStateException failed(String done, RuntimeException cause) {
        String why = cause instanceof KryoException ? cause.getMessage() : cause.toString();
        if (why.startsWith("Max depth exceeded")) {
            why = "its objects are nested deeper than " + DEEPEST_KEY
                    + " levels or refer back to each other, which those" + " of a key must not";
        }
        return new IllegalStateException(
                "A value of generic type " + type.getName() + " can't be " + done + " by the generic fallback: "
                        + why.replace("\nSerialization trace:\n", "; found at field ")
                                .replace("\n", " in field ") + ". "
                        + ADVICE,
                cause);
    }

    private Class<?> classInKey(Class<?> type) {
        Class<?> written = KeyClasses.writtenAs(type);
        boolean keepsClass = written == type || chosenByProgram.test(type) || chosenByProgram.test(written);
        return keepsClass ? type : written;
    }

    /** Chooses the serializer of a class by its serialization strategy. */
    private final class StrategyKryo extends Kryo {
        @Override
        @SuppressWarnings("rawtypes") // Kryo's own signatures are raw
        public dev.weft.shaded.com.esotericsoftware.kryo.Registration writeClass(Output out, Class type) {
            return super.writeClass(out, writesKey && type != null ? classInKey(type) : type);
        }

        @Override
        @SuppressWarnings("rawtypes") // Kryo's own signatures are raw
        public Serializer getDefaultSerializer(Class type) {
            valuesToCompare = COMPARED_VALUES;
            if (chosenByProgram.coversByDefault(type)) {
                return super.getDefaultSerializer(type);
            }
            return switch (SerializationStrategy.of(type)) {
                case KRYO ->
                    CanonicalContentSerializer.around(
                            super.getDefaultSerializer(type), type, () -> writesKey, canonical);
                case JAVA -> javaSerializer();
                case OPEN_FIELDS -> new OpenFieldsSerializer(type);
                case CONTENT -> new ContentSerializer();
                case REBUILT -> PlatformValues.serializerOf(type);
                case AVRO -> new AvroSerializer(type);
                case UNSUPPORTED -> new RejectingSerializer(type);
            };
        }
    }

    /** Reports a reference to an object that is not complete yet; Kryo would replace it by null. */
    private final class KnownReferences extends MapReferenceResolver {
        /** In a key every reference is to an object of its own: equal keys need not share theirs alike. */
        @Override
        public int getWrittenId(Object object) {
            return writesKey ? -1 : super.getWrittenId(object);
        }

        @Override
        public Object getReadObject(@SuppressWarnings("rawtypes") Class type, int id) {
            Object found = super.getReadObject(type, id);
            if (found == null) {
                throw new KryoException(
                        "an object refers back to one that it is a part of, and that can't be made without"
                                + " its parts");
            }
            return found;
        }
    }
}
