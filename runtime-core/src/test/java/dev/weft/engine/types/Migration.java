package dev.weft.engine.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import java.util.List;

/** State of an older program for migration tests: the snapshot of its serializer and values that it wrote, as bytes. */
record Migration(byte[] snapshot, byte[] values, int count) {

    static Migration written(TypeSerializer<Object> serializer, List<?> values) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        for (Object value : values) {
            serializer.serialize(value, out);
        }
        DataOutputSerializer snapshot = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(snapshot, serializer.snapshotConfiguration());
        return new Migration(snapshot.getCopyOfBuffer(), out.getCopyOfBuffer(), values.size());
    }

    TypeSerializerSnapshot<Object> snapshot(ClassLoader loader) throws IOException {
        return TypeSerializerSnapshot.readVersionedSnapshot(new DataInputDeserializer(snapshot), loader);
    }

    TypeSerializerSchemaCompatibility<Object> askedBy(TypeSerializer<Object> newer, ClassLoader loader)
            throws IOException {
        return newer.snapshotConfiguration().resolveSchemaCompatibility(snapshot(loader));
    }

    Object[] readBy(TypeSerializer<Object> reader) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(values);
        Object[] read = new Object[count];
        for (int i = 0; i < count; i++) {
            read[i] = reader.deserialize(in);
        }
        assertThat(in.available()).isZero();
        return read;
    }

    /** Reads, writes and reads again, as a restore does. */
    Object[] migratedTo(TypeSerializer<Object> newer, ClassLoader loader) throws IOException {
        TypeSerializerSchemaCompatibility<Object> answer = askedBy(newer, loader);
        assertThat(answer.isCompatibleAfterMigration()).as(answer.toString()).isTrue();
        Object[] read = readBy(answer.readerOf(snapshot(loader)));
        return written(newer, List.of(read)).readBy(newer);
    }
}
