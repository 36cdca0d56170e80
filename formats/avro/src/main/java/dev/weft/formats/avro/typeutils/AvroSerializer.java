package dev.weft.formats.avro.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Writes Avro's records in Avro's binary encoding, without their schema, which is saved beside state and is known to both
 * sides of a channel. For one thread.
 *
 * @param <T> the records
 */
public final class AvroSerializer<T> extends TypeSerializer<T> {

    private static final long serialVersionUID = 1L;

    private final AvroMapping<T> mapping;

    /** With which the bytes to be read were written; that of the mapping but for state of an older schema. */
    private final Schema written;

    private transient GenericData model;
    private transient DatumReader<T> reader;
    private transient DatumWriter<T> writer;
    private transient ViewOutput output;
    private transient ViewInput input;
    private transient BinaryEncoder encoder;
    private transient BinaryDecoder decoder;

    /** For a class that Avro has generated. */
    public AvroSerializer(Class<T> type) {
        this(AvroMapping.specific(type));
    }

    /** For records of that mapping. */
    @Internal
    public AvroSerializer(AvroMapping<T> mapping) {
        this(mapping, mapping.schema());
    }

    AvroSerializer(AvroMapping<T> mapping, Schema written) {
        this.mapping = Objects.requireNonNull(mapping, "mapping");
        this.written = Objects.requireNonNull(written, "written");
    }

    /** For generic records of a schema. */
    public static AvroSerializer<GenericRecord> forGeneric(Schema schema) {
        return new AvroSerializer<>(AvroMapping.generic(schema));
    }

    /** The class of the records. */
    public Class<T> getType() {
        return mapping.type();
    }

    /** The schema of the records. */
    public Schema getAvroSchema() {
        return mapping.schema();
    }

    private void prepare() {
        if (model == null) {
            model = mapping.model();
            reader = mapping.reader(written);
            writer = mapping.writer();
            output = new ViewOutput();
            input = new ViewInput();
        }
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<T> duplicate() {
        return new AvroSerializer<>(mapping, written);
    }

    @Override
    public T createInstance() {
        prepare();
        return mapping.type() == GenericRecord.class
                ? mapping.type().cast(new GenericData.Record(mapping.schema()))
                : mapping.type().cast(model.newRecord(null, mapping.schema()));
    }

    @Override
    public T copy(T from) {
        prepare();
        return model.deepCopy(mapping.schema(), from);
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
        prepare();
        output.to(target);
        encoder = EncoderFactory.get().directBinaryEncoder(output, encoder);
        writer.write(value, encoder);
    }

    @Override
    public T deserialize(DataInputView source) throws IOException {
        return read(null, source);
    }

    @Override
    public T deserialize(T reuse, DataInputView source) throws IOException {
        return read(reuse, source);
    }

    private T read(T reuse, DataInputView source) throws IOException {
        prepare();
        input.from(source);
        decoder = DecoderFactory.get().directBinaryDecoder(input, decoder);
        return reader.read(reuse, decoder);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        serialize(deserialize(source), target);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AvroSerializer<?> that && mapping.equals(that.mapping) && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return mapping.hashCode();
    }

    @Override
    public String toString() {
        return "AvroSerializer(" + mapping.schema().getFullName() + ")";
    }

    @Override
    public TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new AvroSerializerSnapshot<>(mapping);
    }
}
