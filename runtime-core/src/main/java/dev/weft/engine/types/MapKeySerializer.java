package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Serializer of map keys whose {@code equals} may compare by identity: arrays, classes without {@code equals}, and what
 * contains them. A map holds such keys as {@link KeyContent}, so that they are equal if their content is. Where the
 * declared type leaves the class open, only keys of such classes are held so, and others as they are.
 *
 * <p>Format and snapshot are those of the keys' own serializer. Belongs to one thread.
 *
 * @param <K> the keys of the program
 */
public final class MapKeySerializer<K> extends TypeSerializer<Object> {
    private static final long serialVersionUID = 1L;

    private static final ClassValue<Boolean> COMPARES_CONTENT = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return KeyRules.equalityOf(type) == KeyEquality.CONTENT;
        }
    };

    private final TypeSerializer<K> keys;
    private final TypeSerializer<K> reader;
    private final boolean isOpen;
    private transient DataOutputSerializer out;
    private transient DataInputDeserializer in;

    /** @param reader reads keys, perhaps in a former format, which {@code keys} writes */
    private MapKeySerializer(TypeSerializer<K> keys, TypeSerializer<K> reader) {
        this.keys = keys;
        this.reader = reader;
        this.isOpen = KeyEquality.of(keys) == KeyEquality.OPEN;
    }

    /** The serializer for the keys of a map; empty if their {@code equals} compares by content. */
    public static <K> Optional<MapKeySerializer<K>> ifNeeded(TypeSerializer<K> keys) {
        return KeyEquality.of(keys) == KeyEquality.CONTENT
                ? Optional.empty()
                : Optional.of(new MapKeySerializer<>(keys, keys));
    }

    /** The serializer for the keys of a map: the given one if their {@code equals} compares by content. */
    @SuppressWarnings("unchecked") // the engine handles keys as objects
    public static TypeSerializer<Object> of(TypeSerializer<?> keys) {
        Optional<? extends MapKeySerializer<?>> needed = ifNeeded(keys);
        return needed.isPresent() ? needed.get() : (TypeSerializer<Object>) keys;
    }

    /** A serializer of the program's keys, as one of keys in a map if {@code like} is. */
    @SuppressWarnings("unchecked") // both are serializers of the same values
    public static <T> TypeSerializer<T> like(TypeSerializer<T> like, TypeSerializer<T> keys) {
        return like instanceof MapKeySerializer<?> ? (TypeSerializer<T>) of(keys) : keys;
    }

    /** A reader of the program's keys in a former format, as one of keys in a map if {@code now} is. */
    @SuppressWarnings("unchecked") // both are serializers of the same values
    public static <T> TypeSerializer<T> reading(TypeSerializer<T> now, TypeSerializer<T> reader) {
        return now instanceof MapKeySerializer<?> own
                ? (TypeSerializer<T>)
                        new MapKeySerializer<>((TypeSerializer<Object>) own.keys, (TypeSerializer<Object>) reader)
                : reader;
    }

    /** The form in which a map holds a key; null for null. */
    public Object held(K key) {
        if (key == null || isOpen && COMPARES_CONTENT.get(key.getClass())) {
            return key;
        }
        if (out == null) {
            out = new DataOutputSerializer(64);
        }
        out.clear();
        try {
            KeyBytes.write(keys, key, out);
        } catch (IOException e) {
            throw new UncheckedIOException("map key " + key + " of " + key.getClass() + " cannot be serialized", e);
        }
        return new KeyContent(out.getCopyOfBuffer());
    }

    /** A key of the program for one that a map holds; a new object each time for one that is held as its content. */
    @SuppressWarnings("unchecked") // what is not held as its content is held as it is
    public K given(Object held) {
        if (!(held instanceof KeyContent content)) {
            return (K) held;
        }
        if (in == null) {
            in = new DataInputDeserializer();
        }
        in.setBuffer(content.bytes());
        try {
            return keys.deserialize(in);
        } catch (IOException e) {
            throw new UncheckedIOException("a map key cannot be read", e);
        }
    }

    /** Also where keys are mutable: held as content they are not, and others are not of an open type. */
    @Override
    public boolean isImmutableType() {
        return !isOpen || keys.isImmutableType();
    }

    @Override
    public MapKeySerializer<K> duplicate() {
        TypeSerializer<K> own = keys.duplicate();
        return new MapKeySerializer<>(own, reader == keys ? own : reader.duplicate());
    }

    @Override
    public Object createInstance() {
        return held(keys.createInstance());
    }

    @Override
    public Object copy(Object from) {
        return from instanceof KeyContent ? from : keys.copy(given(from));
    }

    @Override
    public Object copy(Object from, Object reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return keys.getLength();
    }

    @Override
    public void serialize(Object held, DataOutputView target) throws IOException {
        if (held instanceof KeyContent content) {
            content.write(target);
        } else {
            keys.serialize(given(held), target);
        }
    }

    @Override
    public Object deserialize(DataInputView source) throws IOException {
        return held(reader.deserialize(source));
    }

    @Override
    public Object deserialize(Object reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        keys.copy(source, target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MapKeySerializer<?> that && keys.equals(that.keys) && reader.equals(that.reader);
    }

    @Override
    public int hashCode() {
        return 31 * keys.hashCode() + 1;
    }

    @Override
    @SuppressWarnings("unchecked") // a snapshot answers for formats, whatever the objects in a map
    public TypeSerializerSnapshot<Object> snapshotConfiguration() {
        return (TypeSerializerSnapshot<Object>) keys.snapshotConfiguration();
    }

    @Override
    public String toString() {
        return keys.toString();
    }
}
