package dev.weft.formats.avro;

import dev.weft.api.common.serialization.SerializationSchema;
import dev.weft.formats.avro.AvroFormatOptions.AvroEncoding;
import dev.weft.formats.avro.typeutils.AvroMapping;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes each record as a message of its own, without its schema, which readers must know. A null record is a message that is
 * null.
 *
 * @param <T> the records
 */
public class AvroSerializationSchema<T> implements SerializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final AvroMapping<T> mapping;
    private final AvroEncoding encoding;

    private transient DatumWriter<T> writer;
    private transient ByteArrayOutputStream bytes;
    private transient Encoder encoder;

    private AvroSerializationSchema(AvroMapping<T> mapping, AvroEncoding encoding) {
        this.mapping = mapping;
        this.encoding = Objects.requireNonNull(encoding, "encoding");
    }

    /** Writes generic records of a schema in Avro's binary encoding. */
    public static AvroSerializationSchema<GenericRecord> forGeneric(Schema schema) {
        return forGeneric(schema, AvroEncoding.BINARY);
    }

    /** Writes generic records of a schema. */
    public static AvroSerializationSchema<GenericRecord> forGeneric(Schema schema, AvroEncoding encoding) {
        return new AvroSerializationSchema<>(AvroMapping.generic(schema), encoding);
    }

    /** Writes records of a class that Avro has generated in Avro's binary encoding. */
    public static <T extends SpecificRecord> AvroSerializationSchema<T> forSpecific(Class<T> type) {
        return forSpecific(type, AvroEncoding.BINARY);
    }

    /** Writes records of a class that Avro has generated. */
    public static <T extends SpecificRecord> AvroSerializationSchema<T> forSpecific(
            Class<T> type, AvroEncoding encoding) {
        return new AvroSerializationSchema<>(AvroMapping.specific(type), encoding);
    }

    /** The schema of the messages. */
    public Schema getSchema() {
        return mapping.schema();
    }

    @Override
    public byte[] serialize(T element) {
        if (element == null) {
            return null;
        }
        try {
            prepare();
            bytes.reset();
            writer.write(element, encoder);
            encoder.flush();
            return bytes.toByteArray();
        } catch (IOException failure) {
            throw new UncheckedIOException(
                    "can't write a record of the schema " + mapping.schema().getFullName(), failure);
        }
    }

    private void prepare() throws IOException {
        if (writer == null) {
            writer = mapping.writer();
            bytes = new ByteArrayOutputStream();
            encoder = switch (encoding) {
                case BINARY -> EncoderFactory.get().directBinaryEncoder(bytes, null);
                case JSON -> EncoderFactory.get().jsonEncoder(mapping.schema(), bytes);
            };
        }
    }
}
