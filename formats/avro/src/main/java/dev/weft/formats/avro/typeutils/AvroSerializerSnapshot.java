package dev.weft.formats.avro.typeutils;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaCompatibility.SchemaPairCompatibility;

/**
 * The schema of saved records. A later program reads them if Avro's rules for the evolution of schemas let its schema read
 * what was written. Version 1: class name (UTF), length of the schema in bytes (int), the schema as JSON in UTF-8.
 *
 * @param <T> the records
 */
public final class AvroSerializerSnapshot<T> implements TypeSerializerSnapshot<T> {

    private static final int VERSION = 1;

    private AvroMapping<T> mapping;

    /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
    public AvroSerializerSnapshot() {}

    AvroSerializerSnapshot(AvroMapping<T> mapping) {
        this.mapping = mapping;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        byte[] schema = mapping.schema().toString().getBytes(StandardCharsets.UTF_8);
        out.writeUTF(mapping.type().getName());
        out.writeInt(schema.length);
        out.write(schema);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException("Avro's records of version " + readVersion
                    + " can't be read; this release reads version " + VERSION);
        }
        String type = in.readUTF();
        byte[] schema = new byte[in.readInt()];
        in.readFully(schema);
        mapping = AvroMapping.saved(
                load(type, userCodeClassLoader), new Schema.Parser().parse(new String(schema, StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("unchecked") // the class that was saved is that of T
    private static <T> Class<T> load(String type, ClassLoader program) throws IOException {
        try {
            return (Class<T>) Class.forName(type, false, program);
        } catch (ClassNotFoundException gone) {
            throw new IOException("the program does not have the class " + type + " of the saved records", gone);
        }
    }

    /** Reads into records as the class is now, and writes them so. */
    @Override
    public TypeSerializer<T> restoreSerializer() {
        return new AvroSerializer<>(mapping.current(), mapping.schema());
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof AvroSerializerSnapshot<T> old)) {
            return TypeSerializerSchemaCompatibility.incompatible("the values were not written by Avro, but by "
                    + oldSnapshot.getClass().getName());
        }
        if (mapping.schema().equals(old.mapping.schema())) {
            return TypeSerializerSchemaCompatibility.compatibleAsIs();
        }
        SchemaPairCompatibility pair =
                SchemaCompatibility.checkReaderWriterCompatibility(mapping.schema(), old.mapping.schema());
        return pair.getType() == SchemaCompatibilityType.COMPATIBLE
                ? TypeSerializerSchemaCompatibility.compatibleAfterMigration(
                        new AvroSerializer<>(mapping, old.mapping.schema()))
                : TypeSerializerSchemaCompatibility.incompatible(
                        "the schema " + mapping.schema().getFullName()
                                + " can't read what was written: "
                                + pair.getResult().getIncompatibilities());
    }
}
