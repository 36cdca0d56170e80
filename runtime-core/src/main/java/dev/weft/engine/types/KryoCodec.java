package dev.weft.engine.types;

import dev.weft.api.common.typeutils.spi.GenericCodec;
import dev.weft.api.java.typeutils.runtime.kryo.GenericRegistrations;
import dev.weft.api.java.typeutils.runtime.kryo.GenericSerializer;
import dev.weft.api.java.typeutils.runtime.kryo.Registration;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import dev.weft.shaded.com.esotericsoftware.kryo.Kryo;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoException;
import dev.weft.shaded.com.esotericsoftware.kryo.Serializer;
import dev.weft.shaded.com.esotericsoftware.kryo.SerializerFactory;
import dev.weft.shaded.com.esotericsoftware.kryo.SerializerFactory.ReflectionSerializerFactory;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Input;
import dev.weft.shaded.com.esotericsoftware.kryo.io.Output;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.CollectionSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.FieldSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.JavaSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.serializers.MapSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.util.DefaultInstantiatorStrategy;
import dev.weft.shaded.org.objenesis.strategy.StdInstantiatorStrategy;
import java.io.IOException;
import java.io.Serializable;

/**
 * Object graphs by Kryo. Classes of the JDK that Kryo can't look into go by Java serialization within it. The class of each
 * object is written, by number if it is registered. One thread.
 */
final class KryoCodec implements GenericCodec {
    private static final int START_BYTES = 256;

    private final Class<?> type;
    private final Kryo kryo;
    private final Output output = new Output(START_BYTES, -1);
    private final Input input = new Input();
    private byte[] chunk = new byte[START_BYTES];

    KryoCodec(Class<?> type, GenericRegistrations registrations) {
        this.type = type;
        kryo = new Kryo() {
            @Override
            @SuppressWarnings("rawtypes") // Kryo's own signatures are raw
            public Serializer getDefaultSerializer(Class type) {
                Serializer found = super.getDefaultSerializer(type);
                boolean plain =
                        found.getClass() == CollectionSerializer.class || found.getClass() == MapSerializer.class;
                return plain && JdkViewSerializer.serves(type) ? new JdkViewSerializer() : found;
            }
        };
        kryo.setRegistrationRequired(false);
        kryo.setReferences(true);
        kryo.setInstantiatorStrategy(new DefaultInstantiatorStrategy(new StdInstantiatorStrategy()));
        kryo.setDefaultSerializer(new OpenOrJava());
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = type.getClassLoader() == null ? KryoCodec.class.getClassLoader() : type.getClassLoader();
        kryo.setClassLoader(context == null ? own : context);
        registrations.defaults().stream().filter(Registration::isUsable).forEach(this::addDefault);
        int firstNumber = kryo.getNextRegistrationId();
        for (int i = 0; i < registrations.numbered().size(); i++) {
            Registration registration = registrations.numbered().get(i);
            if (registration.isUsable()) {
                kryo.register(registration.type(), serializerFor(registration), firstNumber + i);
            }
        }
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

    /** A copy of its own: serializers of Kryo are not safe for several threads. */
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
        fillOutput(value);
        VarInt.write(output.position(), target);
        target.write(output.getBuffer(), 0, output.position());
    }

    private void fillOutput(Object value) {
        output.reset();
        try {
            kryo.writeClassAndObject(output, value);
        } catch (KryoException e) {
            throw failed("written", e);
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
        } catch (KryoException e) {
            throw failed("read", e);
        }
    }

    @Override
    public Object copy(Object from) {
        try {
            return kryo.copy(from);
        } catch (KryoException | UnsupportedOperationException e) {
            fillOutput(from);
            return readFrom(output.getBuffer(), output.position());
        } finally {
            kryo.reset();
        }
    }

    private IllegalStateException failed(String done, KryoException cause) {
        return new IllegalStateException(
                "A value of generic type " + type.getName() + " can't be " + done + " by the generic fallback: "
                        + cause.getMessage() + ". Make the class a POJO or record, or give it a type information",
                cause);
    }

    /** Fields by reflection where the JDK allows it. */
    private static final class OpenOrJava implements SerializerFactory<Serializer<?>> {
        @Override
        public Serializer<?> newSerializer(Kryo kryo, @SuppressWarnings("rawtypes") Class type) {
            return Serializable.class.isAssignableFrom(type) && hasClosedFields(type)
                    ? new JavaSerializer()
                    : new FieldSerializer<>(kryo, type);
        }

        @Override
        public boolean isSupported(@SuppressWarnings("rawtypes") Class type) {
            return true;
        }

        private static boolean hasClosedFields(Class<?> type) {
            Module own = KryoCodec.class.getModule();
            for (Class<?> c = type; c != null && c != Object.class; c = c.getSuperclass()) {
                if (!c.getModule().isOpen(c.getPackageName(), own)) {
                    return true;
                }
            }
            return false;
        }
    }
}
