package dev.weft.formats.avro;

import dev.weft.api.common.serialization.DeserializationSchema;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.formats.avro.AvroFormatOptions.AvroEncoding;
import dev.weft.formats.avro.typeutils.AvroMapping;
import dev.weft.formats.avro.typeutils.AvroTypeInfo;
import dev.weft.formats.avro.typeutils.GenericRecordAvroTypeInfo;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads messages that are one record each, written with the same schema. A message that is null is skipped; one that can't
 * be read fails the task.
 *
 * @param <T> the records
 */
public class AvroDeserializationSchema<T> implements DeserializationSchema<T> {

    private static final long serialVersionUID = 1L;

    private final AvroMapping<T> mapping;
    private final TypeInformation<T> type;
    private final AvroEncoding encoding;

    private transient DatumReader<T> reader;
    private transient BinaryDecoder decoder;

    private AvroDeserializationSchema(AvroMapping<T> mapping, TypeInformation<T> type, AvroEncoding encoding) {
        this.mapping = mapping;
        this.type = type;
        this.encoding = Objects.requireNonNull(encoding, "encoding");
    }

    /** Reads generic records of a schema in Avro's binary encoding. */
    public static AvroDeserializationSchema<GenericRecord> forGeneric(Schema schema) {
        return forGeneric(schema, AvroEncoding.BINARY);
    }

    /** Reads generic records of a schema. */
    public static AvroDeserializationSchema<GenericRecord> forGeneric(Schema schema, AvroEncoding encoding) {
        return new AvroDeserializationSchema<>(
                AvroMapping.generic(schema), new GenericRecordAvroTypeInfo(schema), encoding);
    }

    /** Reads records of a class that Avro has generated in Avro's binary encoding. */
    public static <T extends SpecificRecord> AvroDeserializationSchema<T> forSpecific(Class<T> type) {
        return forSpecific(type, AvroEncoding.BINARY);
    }

    /** Reads records of a class that Avro has generated. */
    public static <T extends SpecificRecord> AvroDeserializationSchema<T> forSpecific(
            Class<T> type, AvroEncoding encoding) {
        return new AvroDeserializationSchema<>(AvroMapping.specific(type), new AvroTypeInfo<>(type), encoding);
    }

    @Override
    public T deserialize(byte[] message) throws IOException {
        if (message == null) {
            return null;
        }
        if (reader == null) {
            reader = mapping.reader(mapping.schema());
        }
        try {
            return switch (encoding) {
                case BINARY -> {
                    decoder = DecoderFactory.get().binaryDecoder(message, decoder);
                    yield reader.read(null, decoder);
                }
                case JSON ->
                    reader.read(
                            null,
                            DecoderFactory.get().jsonDecoder(mapping.schema(), new ByteArrayInputStream(message)));
            };
        } catch (AvroRuntimeException | IOException | IndexOutOfBoundsException failure) {
            throw new IOException(
                    "a message of " + message.length + " bytes is no record of the schema "
                            + mapping.schema().getFullName() + ": " + failure.getMessage(),
                    failure);
        }
    }

    @Override
    public boolean isEndOfStream(T nextElement) {
        return false;
    }

    @Override
    public TypeInformation<T> getProducedType() {
        return type;
    }
}
