package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Serializes maps in their order, or by their keys' bytes where equal maps must be equal bytes; they are read as a {@link LinkedHashMap}. Null keys and values are allowed. Format:
 * number of entries + 1 (variable-length integer; 0 is null), then for each entry key and value; before them, unless both
 * serializers take null, one byte with bit 0 set if the key is null and bit 1 if the value is.
 *
 * @param <K> the type of the keys
 * @param <V> the type of the values
 */
@Internal
public final class MapSerializer<K, V> extends TypeSerializer<Map<K, V>> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;
    private static final int NULL_KEY = 1;
    private static final int NULL_VALUE = 2;

    private final TypeSerializer<K> keySerializer;
    private final TypeSerializer<V> valueSerializer;
    private final boolean flagged;

    /**
     * Creates the serializer.
     *
     * @param keySerializer belongs to this serializer from now on
     * @param valueSerializer belongs to this serializer from now on
     */
    public MapSerializer(TypeSerializer<K> keySerializer, TypeSerializer<V> valueSerializer) {
        this.keySerializer = Objects.requireNonNull(keySerializer);
        this.valueSerializer = Objects.requireNonNull(valueSerializer);
        this.flagged = !(keySerializer instanceof NullTolerant && valueSerializer instanceof NullTolerant);
    }

    /** Returns the serializer of the keys, which still belongs to this one. */
    public TypeSerializer<K> getKeySerializer() {
        return keySerializer;
    }

    /** Returns the serializer of the values, which still belongs to this one. */
    public TypeSerializer<V> getValueSerializer() {
        return valueSerializer;
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.ofParts(keySerializer, valueSerializer);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public MapSerializer<K, V> duplicate() {
        TypeSerializer<K> keys = keySerializer.duplicate();
        TypeSerializer<V> values = valueSerializer.duplicate();
        return keys == keySerializer && values == valueSerializer ? this : new MapSerializer<>(keys, values);
    }

    @Override
    public Map<K, V> createInstance() {
        return new LinkedHashMap<>();
    }

    private static <K, V> Map<K, V> mapFor(int entries) {
        return new LinkedHashMap<>(Math.max(16, 2 * entries));
    }

    @Override
    public Map<K, V> copy(Map<K, V> from) {
        if (from == null) {
            return null;
        }
        Map<K, V> copy = mapFor(from.size());
        for (Map.Entry<K, V> entry : from.entrySet()) {
            copy.put(
                    ElementsFormat.copyElement(entry.getKey(), keySerializer),
                    ElementsFormat.copyElement(entry.getValue(), valueSerializer));
        }
        return copy;
    }

    @Override
    public Map<K, V> copy(Map<K, V> from, Map<K, V> reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Map<K, V> value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.size() + 1, target);
        for (Map.Entry<K, V> entry : entries(value, target)) {
            K k = entry.getKey();
            V v = entry.getValue();
            if (flagged) {
                target.writeByte((k == null ? NULL_KEY : 0) | (v == null ? NULL_VALUE : 0));
            }
            if (k != null || !flagged) {
                keySerializer.serialize(k, target);
            }
            if (v != null || !flagged) {
                valueSerializer.serialize(v, target);
            }
        }
    }

    private Collection<Map.Entry<K, V>> entries(Map<K, V> value, DataOutputView target) throws IOException {
        return DataOutputSerializer.isCanonical(target)
                ? CanonicalOrder.of(value.entrySet(), Map.Entry::getKey, keySerializer)
                : value.entrySet();
    }

    @Override
    public Map<K, V> deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        Map<K, V> value = mapFor(header - 1);
        for (int i = 0; i < header - 1; i++) {
            int flags = flagged ? source.readByte() : 0;
            K k = (flags & NULL_KEY) == 0 ? keySerializer.deserialize(source) : null;
            V v = (flags & NULL_VALUE) == 0 ? valueSerializer.deserialize(source) : null;
            value.put(k, v);
        }
        return value;
    }

    @Override
    public Map<K, V> deserialize(Map<K, V> reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        for (int i = 0; i < header - 1; i++) {
            int flags = 0;
            if (flagged) {
                flags = source.readByte();
                target.writeByte(flags);
            }
            if ((flags & NULL_KEY) == 0) {
                keySerializer.copy(source, target);
            }
            if ((flags & NULL_VALUE) == 0) {
                valueSerializer.copy(source, target);
            }
        }
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof MapSerializer<?, ?> that
                && that.keySerializer.equals(keySerializer)
                && that.valueSerializer.equals(valueSerializer);
    }

    @Override
    public int hashCode() {
        return 31 * keySerializer.hashCode() + valueSerializer.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Map<K, V>> snapshotConfiguration() {
        return new MapSerializerSnapshot<>(this);
    }

    /** Keeps the snapshots of the key and the value serializer. */
    public static final class MapSerializerSnapshot<K, V>
            extends CompositeTypeSerializerSnapshot<Map<K, V>, MapSerializer<K, V>> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public MapSerializerSnapshot() {}

        private MapSerializerSnapshot(MapSerializer<K, V> serializer) {
            super(serializer);
        }

        @Override
        protected int getCurrentOuterSnapshotVersion() {
            return 1;
        }

        @Override
        protected TypeSerializer<?>[] getNestedSerializers(MapSerializer<K, V> serializer) {
            return new TypeSerializer<?>[] {serializer.keySerializer, serializer.valueSerializer};
        }

        @Override
        @SuppressWarnings("unchecked") // the snapshot was taken from a serializer of these types
        protected MapSerializer<K, V> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
            return new MapSerializer<>((TypeSerializer<K>) nested[0], (TypeSerializer<V>) nested[1]);
        }
    }
}
