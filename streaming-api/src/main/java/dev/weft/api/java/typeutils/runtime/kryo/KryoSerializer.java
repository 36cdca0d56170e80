package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.GenericCodec;
import dev.weft.api.common.typeutils.spi.SerializerProviders;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.List;
import java.util.Objects;

/**
 * Serializes any class through the engine's Kryo: slow and without schema evolution, but it takes nearly everything.
 * Format: number of bytes (variable-length integer), bytes.
 *
 * @param <T> the type of the values
 */
public final class KryoSerializer<T> extends TypeSerializer<T> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    private final Class<T> type;
    private final GenericRegistrations registrations;
    private transient GenericCodec codec;

    public KryoSerializer(Class<T> type, ExecutionConfig config) {
        this(type, config.getSerializerConfig());
    }

    public KryoSerializer(Class<T> type, SerializerConfig config) {
        this(type, GenericRegistrations.of(config));
    }

    private KryoSerializer(Class<T> type, GenericRegistrations registrations) {
        this.type = Objects.requireNonNull(type);
        this.registrations = registrations;
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
    public boolean isImmutableType() {
        return ImmutableClasses.contains(type);
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
        return from == null || isImmutableType() ? from : (T) codec().copy(from);
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

    /** Keeps the class and the registrations: class name (UTF), registrations in their order. */
    public static final class KryoSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {
        private static final int VERSION = 1;

        private Class<T> type;
        private GenericRegistrations registrations;

        public KryoSerializerSnapshot() {}

        private KryoSerializerSnapshot(KryoSerializer<T> serializer) {
            type = serializer.type;
            registrations = serializer.registrations;
        }

        @Override
        public int getCurrentVersion() {
            return VERSION;
        }

        @Override
        public void writeSnapshot(DataOutputView out) throws IOException {
            out.writeUTF(type.getName());
            registrations.write(out);
        }

        @Override
        public void readSnapshot(int readVersion, DataInputView in, ClassLoader loader) throws IOException {
            type = ClassNames.find(in.readUTF(), loader);
            registrations = GenericRegistrations.read(in, loader);
        }

        @Override
        public TypeSerializer<T> restoreSerializer() {
            return new KryoSerializer<>(type, registrations);
        }

        @Override
        public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
            if (!(oldSnapshot instanceof KryoSerializerSnapshot<T> old)
                    || !old.type.getName().equals(type.getName())) {
                return TypeSerializerSchemaCompatibility.incompatible();
            }
            if (old.registrations.equals(registrations)) {
                return TypeSerializerSchemaCompatibility.compatibleAsIs();
            }
            return keepsNumbers(old.registrations)
                    ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                    : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
        }

        private boolean keepsNumbers(GenericRegistrations old) {
            int known = old.types().size();
            List<Class<?>> types = registrations.types();
            return old.serializers().isEmpty()
                    && registrations.serializers().isEmpty()
                    && old.defaults().equals(registrations.defaults())
                    && types.size() >= known
                    && types.subList(0, known).equals(old.types());
        }
    }
}
