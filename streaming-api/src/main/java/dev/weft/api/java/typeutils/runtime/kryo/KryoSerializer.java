package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.GenericCodec;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.api.common.typeutils.spi.SerializerProviders;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.Objects;

/**
 * Serializes any class through the engine's Kryo: slow and without schema evolution, but it takes nearly everything.
 * Format: number of bytes (variable-length integer), bytes.
 *
 * @param <T> the type of the values
 */
public final class KryoSerializer<T> extends TypeSerializer<T> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final GenericRegistrations registrations;
    private final boolean immutable;
    private transient GenericCodec codec;

    /** The generic fallback for this type, with what the program has registered. */
    public KryoSerializer(Class<T> type, ExecutionConfig config) {
        this(type, config.getSerializerConfig());
    }

    /** The generic fallback for this type, with what the program has registered. */
    public KryoSerializer(Class<T> type, SerializerConfig config) {
        this(type, GenericRegistrations.of(config));
        SerializerProviders.installed()
                .flatMap(provider -> provider.refusalOf(type, registrations))
                .ifPresent(reason -> {
                    throw new UnsupportedOperationException(
                            "No value of " + type.getName() + " can be serialized: " + reason);
                });
    }

    private KryoSerializer(Class<T> type, GenericRegistrations registrations) {
        this.type = Objects.requireNonNull(type);
        this.registrations = registrations;
        this.immutable = ImmutableClasses.prove(type);
    }

    private GenericCodec codec() {
        if (codec == null) {
            codec = SerializerProviders.installed()
                    .orElseThrow(() -> new IllegalStateException("There is no serializer for " + type.getName()
                            + ": the generic fallback needs weft-runtime-core on the class path"))
                    .genericCodec(type, registrations);
        }
        return codec;
    }

    @Override
    public KeyEquality equality() {
        return KeyRules.equalityOf(type);
    }

    @Override
    public boolean isImmutableType() {
        return immutable;
    }

    @Override
    public KryoSerializer<T> duplicate() {
        return new KryoSerializer<>(type, registrations);
    }

    @Override
    public T createInstance() {
        return null;
    }

    @Override
    @SuppressWarnings("unchecked") // a copy is of the class of the original
    public T copy(T from) {
        return from == null || immutable ? from : (T) codec().copy(from);
    }

    @Override
    public T copy(T from, T reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(T value, DataOutputView target) throws IOException {
        codec().write(value, target);
    }

    @Override
    @SuppressWarnings("unchecked") // what was written was a T
    public T deserialize(DataInputView source) throws IOException {
        return (T) codec().read(source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.write(source, VarInt.copy(source, target));
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof KryoSerializer<?> that && that.type == type && that.registrations.equals(registrations);
    }

    @Override
    public int hashCode() {
        return type.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new KryoSerializerSnapshot<>(this);
    }

    /** Keeps names: of the class (UTF), of what is registered. */
    public static final class KryoSerializerSnapshot<T> implements SkippableSnapshot<T> {
        private static final int VERSION = 1;

        private String className;
        private GenericRegistrations registrations;
        private ClassLoader loader;

        public KryoSerializerSnapshot() {}

        private KryoSerializerSnapshot(KryoSerializer<T> serializer) {
            className = serializer.type.getName();
            registrations = serializer.registrations;
            loader = serializer.type.getClassLoader();
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(className);
            registrations.write(out);
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader)
                throws IOException {
            if (readVersion != VERSION) {
                throw new IOException(
                        getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
            }
            className = in.readUTF();
            registrations = GenericRegistrations.read(in, userCodeClassLoader);
            loader = userCodeClassLoader;
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return with(registrations);
        }

        private KryoSerializer<T> with(GenericRegistrations used) {
            return new KryoSerializer<>(ClassNames.findRestored(className, loader), used);
        }

        @Override
        public TypeSerializer<T> restoreForSkipping() {
            return new Skipper<>();
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
            if (!(oldSnapshot instanceof KryoSerializerSnapshot<T> old) || !old.className.equals(className)) {
                return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
            }
            if (registrations.continues(old.registrations)) {
                return TypeSerializerSchemaCompatibility.compatibleAsIs();
            }
            return registrations.agreesWith(old.registrations)
                    ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                            with(registrations.after(old.registrations)))
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }

        @Override
        public String toString() {
            return "generic type " + className;
        }
    }

    /** Steps over the bytes of a value. */
    private static final class Skipper<T> extends ReadingSerializer<T> implements NullTolerant {
        private static final long serialVersionUID = 1L;

        @Override
        public TypeSerializer<T> duplicate() {
            return this;
        }

        @Override
        public T deserialize(DataInputView source) throws IOException {
            source.skipBytesToRead(VarInt.read(source));
            return null;
        }
    }
}
