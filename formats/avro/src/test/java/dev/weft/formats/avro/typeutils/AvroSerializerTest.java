package dev.weft.formats.avro.typeutils;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class AvroSerializerTest {

    private static final Schema OLD = SchemaBuilder.record("Point")
            .fields()
            .requiredInt("x")
            .requiredString("name")
            .endRecord();

    private static final Schema NEW = SchemaBuilder.record("Point")
            .fields()
            .requiredLong("x")
            .name("colour")
            .type()
            .stringType()
            .stringDefault("grey")
            .endRecord();

    private static final Schema OTHER =
            SchemaBuilder.record("Point").fields().requiredInt("z").endRecord();

    @Test
    void readsWhatItWroteAndNotAByteMore() throws Exception {
        TypeSerializer<GenericRecord> serializer = serializer(OLD);
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(point(1, "a"), out);
        serializer.serialize(point(2, "b"), out);
        out.writeInt(77);

        DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
        assertThat(serializer.deserialize(in)).hasToString(point(1, "a").toString());
        DataOutputSerializer copied = new DataOutputSerializer(16);
        serializer.copy(in, copied);
        assertThat(serializer.deserialize(new DataInputDeserializer(copied.getCopyOfBuffer())))
                .hasToString(point(2, "b").toString());
        assertThat(in.readInt()).isEqualTo(77);
    }

    @Test
    void aCopySharesNothingThatCanChange() {
        GenericRecord record = point(1, "a");
        GenericRecord copy = serializer(OLD).copy(record);
        record.put("x", 2);
        assertThat(copy).isEqualTo(point(1, "a"));
    }

    @Test
    void savedRecordsAreReadWithANewerSchemaByAvrosRules() throws Exception {
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer(OLD).serialize(point(1, "a"), out);

        TypeSerializerSchemaCompatibility<GenericRecord> answer = resolve(NEW, OLD);

        assertThat(answer.isCompatibleAfterMigration()).isTrue();
        GenericRecord read = restored(OLD, NEW).deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
        assertThat(read.get("x")).isEqualTo(1L);
        assertThat(read.get("colour")).hasToString("grey");
    }

    @Test
    void theSameSchemaNeedsNoMigrationAndAnotherOneIsRefused() throws Exception {
        assertThat(resolve(OLD, OLD).isCompatibleAsIs()).isTrue();
        assertThat(resolve(OTHER, OLD).isIncompatible()).isTrue();
    }

    @Test
    void recordsWithMapsAreNoKeys() {
        Schema withMap = SchemaBuilder.record("Tagged")
                .fields()
                .name("tags")
                .type()
                .map()
                .values()
                .stringType()
                .noDefault()
                .endRecord();
        assertThat(new GenericRecordAvroTypeInfo(OLD).isKeyType()).isTrue();
        assertThat(new GenericRecordAvroTypeInfo(withMap).isKeyType()).isFalse();
    }

    private static TypeSerializer<GenericRecord> restored(Schema written, Schema now) {
        return new AvroSerializer<>(AvroMapping.generic(now), written);
    }

    private static TypeSerializerSchemaCompatibility<GenericRecord> resolve(Schema now, Schema saved)
            throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer(saved).snapshotConfiguration());
        TypeSerializerSnapshot<GenericRecord> old = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), AvroSerializerTest.class.getClassLoader());
        return serializer(now).snapshotConfiguration().resolveSchemaCompatibility(old);
    }

    private static TypeSerializer<GenericRecord> serializer(Schema schema) {
        return new GenericRecordAvroTypeInfo(schema).createSerializer(new ExecutionConfig());
    }

    private static GenericRecord point(int x, String name) {
        GenericRecord point = new GenericData.Record(OLD);
        point.put("x", x);
        point.put("name", name);
        return point;
    }
}
