package dev.weft.api.common.typeutils;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;

/** What every serializer must do, checked for one value at a time. */
final class SerializerContract {
    private SerializerContract() {}

    static <T> byte[] bytes(TypeSerializer<T> serializer, T value) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(value, out);
        return out.getCopyOfBuffer();
    }

    static <T> void holdsFor(TypeSerializer<T> serializer, T value) throws IOException {
        byte[] bytes = bytes(serializer, value);
        if (serializer.getLength() >= 0) {
            assertThat(bytes).hasSize(serializer.getLength());
        }
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        T read = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        assertThat(read).isEqualTo(value);
        assertThat(serializer.deserialize(serializer.createInstance(), new DataInputDeserializer(bytes)))
                .isEqualTo(value);

        DataOutputSerializer copied = new DataOutputSerializer(1);
        DataInputDeserializer source = new DataInputDeserializer(bytes);
        serializer.copy(source, copied);
        assertThat(source.available()).isZero();
        assertThat(copied.getCopyOfBuffer()).isEqualTo(bytes);

        T copy = serializer.copy(value);
        assertThat(copy).isEqualTo(value);
        assertThat(serializer.copy(value, serializer.createInstance())).isEqualTo(value);
        if (value != null && !serializer.isImmutableType()) {
            assertThat(copy).isNotSameAs(value);
        }
        assertThat(bytes(serializer.duplicate(), value)).isEqualTo(bytes);
    }

    static <T> void survivesTravelAndSnapshot(TypeSerializer<T> serializer) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(serializer);
        Object arrived = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray())).readObject();
        assertThat(arrived).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        assertThat(serializer.duplicate()).isEqualTo(serializer);

        DataOutputSerializer out = new DataOutputSerializer(16);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<T> restored = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), SerializerContract.class.getClassLoader());
        assertThat(restored.restoreSerializer()).isEqualTo(serializer);
        assertThat(serializer
                        .snapshotConfiguration()
                        .resolveSchemaCompatibility(restored)
                        .isCompatibleAsIs())
                .isTrue();
    }
}
