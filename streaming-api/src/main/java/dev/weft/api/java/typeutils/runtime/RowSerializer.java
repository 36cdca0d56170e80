package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullMask;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.types.Row;
import dev.weft.types.RowKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;

/**
 * Serializes rows: one byte (0 null, else the kind's number + 1), the mask of null fields, the fields. Rows with names are
 * written in the order of the type's names; rows that are read know both.
 */
@Internal
public final class RowSerializer extends TypeSerializer<Row> implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;
    private static final int NULL = 0;

    private final TypeSerializer<Object>[] fieldSerializers;
    private final LinkedHashMap<String, Integer> positions;

    /** Creates a serializer; a name for each field. */
    @SuppressWarnings("unchecked") // a row's fields are untyped
    public RowSerializer(TypeSerializer<?>[] fieldSerializers, String[] fieldNames) {
        if (fieldSerializers.length != fieldNames.length) {
            throw new IllegalArgumentException(
                    fieldSerializers.length + " field serializers, but " + fieldNames.length + " field names");
        }
        this.fieldSerializers = Arrays.copyOf(fieldSerializers, fieldSerializers.length, TypeSerializer[].class);
        this.positions = new LinkedHashMap<>();
        for (String name : fieldNames) {
            positions.put(name, positions.size());
        }
    }

    List<String> fieldNames() {
        return List.copyOf(positions.keySet());
    }

    TypeSerializer<?>[] fieldSerializers() {
        return fieldSerializers;
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.ofParts(fieldSerializers);
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public RowSerializer duplicate() {
        return new RowSerializer(
                ProductSerializer.duplicateAll(fieldSerializers), fieldNames().toArray(String[]::new));
    }

    @Override
    public Row createInstance() {
        return Row.withNamedPositions(RowKind.INSERT, new Object[fieldSerializers.length], positions);
    }

    private Object[] valuesOf(Row row) {
        Object[] values = new Object[fieldSerializers.length];
        Set<String> names = row.getFieldNames(false);
        if (names == null) {
            if (row.getArity() != values.length) {
                throw new IllegalArgumentException(
                        "A row has " + row.getArity() + " fields, but its type has " + values.length + ": " + row);
            }
            for (int i = 0; i < values.length; i++) {
                values[i] = row.getField(i);
            }
            return values;
        }
        for (String name : names) {
            values[positionOf(name)] = row.getField(name);
        }
        return values;
    }

    private int positionOf(String name) {
        Integer position = positions.get(name);
        if (position == null) {
            throw new IllegalArgumentException(
                    "A row has a field '" + name + "', but its type knows only " + positions.keySet());
        }
        return position;
    }

    @Override
    public Row copy(Row from) {
        if (from == null) {
            return null;
        }
        Set<String> names = from.getFieldNames(false);
        Row copy = Row.copy(from);
        if (names != null) {
            for (String name : names) {
                copy.setField(name, copyField(positionOf(name), from.getField(name)));
            }
        } else {
            for (int i = 0; i < fieldSerializers.length; i++) {
                copy.setField(i, copyField(i, from.getField(i)));
            }
        }
        return copy;
    }

    private Object copyField(int position, Object value) {
        return value == null ? null : fieldSerializers[position].copy(value);
    }

    @Override
    public Row copy(Row from, Row reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Row value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(NULL);
            return;
        }
        Object[] values = valuesOf(value);
        target.writeByte(value.getKind().toByteValue() + 1);
        NullMask.write(values, target);
        for (int i = 0; i < values.length; i++) {
            if (values[i] != null) {
                fieldSerializers[i].serialize(values[i], target);
            }
        }
    }

    @Override
    public Row deserialize(DataInputView source) throws IOException {
        byte header = source.readByte();
        if (header == NULL) {
            return null;
        }
        Object[] values = new Object[fieldSerializers.length];
        byte[] nulls = NullMask.read(values.length, source);
        for (int i = 0; i < values.length; i++) {
            values[i] = NullMask.isNull(nulls, i) ? null : fieldSerializers[i].deserialize(source);
        }
        return Row.withNamedPositions(RowKind.fromByteValue((byte) (header - 1)), values, positions);
    }

    @Override
    public Row deserialize(Row reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = source.readByte();
        target.writeByte(header);
        if (header == NULL) {
            return;
        }
        byte[] nulls = NullMask.read(fieldSerializers.length, source);
        target.write(nulls);
        for (int i = 0; i < fieldSerializers.length; i++) {
            if (!NullMask.isNull(nulls, i)) {
                fieldSerializers[i].copy(source, target);
            }
        }
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof RowSerializer that
                && Arrays.equals(that.fieldSerializers, fieldSerializers)
                && that.fieldNames().equals(fieldNames());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(fieldSerializers);
    }

    @Override
    public TypeSerializerSnapshot<Row> snapshotConfiguration() {
        return new RowSerializerSnapshot(this);
    }
}
