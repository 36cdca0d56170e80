package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * One field in a serializer's snapshot: name (UTF), whether a null mask has a bit for it (boolean), snapshot of its
 * serializer.
 */
record SavedField(String name, boolean masked, TypeSerializerSnapshot<?> snapshot) {

    static void writeAll(List<SavedField> fields, DataOutputView out) throws IOException {
        out.writeInt(fields.size());
        for (SavedField field : fields) {
            out.writeUTF(field.name);
            out.writeBoolean(field.masked);
            TypeSerializerSnapshot.writeVersionedSnapshot(out, field.snapshot);
        }
    }

    static List<SavedField> readAll(DataInputView in, ClassLoader loader) throws IOException {
        int count = in.readInt();
        List<SavedField> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new SavedField(
                    in.readUTF(), in.readBoolean(), TypeSerializerSnapshot.readVersionedSnapshot(in, loader)));
        }
        return fields;
    }

    static int indexOf(String name, List<SavedField> fields) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).name.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    TypeSerializerSchemaCompatibility<?> canRead(SavedField old) {
        return Snapshots.compare(snapshot, old.snapshot);
    }

    TypeSerializer<?> readerOf(TypeSerializerSchemaCompatibility<?> answer) {
        return Snapshots.readerOf(answer, snapshot);
    }
}
