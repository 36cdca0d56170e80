package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.types.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/** The snapshot of rows: number of fields (int), the fields. Fields may come, go and move; their names tell which is which. */
@Internal
public final class RowSerializerSnapshot implements SkippableSnapshot<Row> {
    private static final int VERSION = 1;

    private List<SavedField> fields;

    public RowSerializerSnapshot() {}

    RowSerializerSnapshot(RowSerializer serializer) {
        fields = new ArrayList<>();
        List<String> names = serializer.fieldNames();
        for (int i = 0; i < names.size(); i++) {
            fields.add(new SavedField(names.get(i), false, serializer.fieldSerializers()[i].snapshotConfiguration()));
        }
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        SavedField.writeAll(fields, out);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
        }
        fields = SavedField.readAll(in, userCodeClassLoader);
    }

    @Override
    public TypeSerializer<Row> restoreSerializer() {
        return serializer(fields.stream()
                .map(field -> field.snapshot().restoreSerializer())
                .toArray(TypeSerializer<?>[]::new));
    }

    @Override
    public TypeSerializer<Row> restoreForSkipping() {
        return serializer(fields.stream()
                .map(field -> SkippableSnapshot.skipperOf(field.snapshot()))
                .toArray(TypeSerializer<?>[]::new));
    }

    private RowSerializer serializer(TypeSerializer<?>[] serializers) {
        return new RowSerializer(serializers, names().toArray(String[]::new));
    }

    private List<String> names() {
        return fields.stream().map(SavedField::name).toList();
    }

    @Override
    public TypeSerializerSchemaCompatibility<Row> resolveSchemaCompatibility(TypeSerializerSnapshot<Row> oldSnapshot) {
        if (!(oldSnapshot instanceof RowSerializerSnapshot old)) {
            return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
        }
        FieldComparison comparison = new FieldComparison("a row", fields, old.fields);
        if (comparison.reason().isPresent()) {
            return TypeSerializerSchemaCompatibility.incompatible(
                    comparison.reason().get());
        }
        if (comparison.needsMigration()) {
            TypeSerializer<?>[] readers = new TypeSerializer<?>[old.fields.size()];
            for (int i = 0; i < readers.length; i++) {
                readers[i] = comparison.readerOfOld(i);
            }
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration(
                    new Reader(old.serializer(readers), names()));
        }
        return comparison.needsReconfiguring()
                ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                        serializer(comparison.reconfigured()))
                : TypeSerializerSchemaCompatibility.compatibleAsIs();
    }

    @Override
    public String toString() {
        return "a row of " + names();
    }

    /** Reads rows of older fields and gives their values the positions of the newer ones. */
    private static final class Reader extends ReadingSerializer<Row> implements NullTolerant {
        private static final long serialVersionUID = 1L;

        private final RowSerializer old;
        private final LinkedHashMap<String, Integer> positions = new LinkedHashMap<>();

        Reader(RowSerializer old, List<String> names) {
            this.old = old;
            names.forEach(name -> positions.put(name, positions.size()));
        }

        @Override
        public Reader duplicate() {
            return new Reader(old.duplicate(), List.copyOf(positions.keySet()));
        }

        @Override
        public Row deserialize(DataInputView source) throws IOException {
            Row row = old.deserialize(source);
            if (row == null) {
                return null;
            }
            Object[] values = new Object[positions.size()];
            for (String name : old.fieldNames()) {
                Integer position = positions.get(name);
                if (position != null) {
                    values[position] = row.getField(name);
                }
            }
            return Row.withNamedPositions(row.getKind(), values, positions);
        }
    }
}
