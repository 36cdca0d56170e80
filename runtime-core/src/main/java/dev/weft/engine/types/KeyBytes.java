package dev.weft.engine.types;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import java.io.IOException;

/**
 * Canonical serialization of keys. Writes keys that are found, or sorted, by their bytes: equal keys are written as equal bytes, though their objects may differ
 * in the order of a set's elements or in whether they refer to one object twice. Stateless.
 */
public final class KeyBytes {

    private KeyBytes() {}

    public static <K> void write(TypeSerializer<K> serializer, K key, DataOutputSerializer out) throws IOException {
        out.setCanonical(true);
        try {
            serializer.serialize(key, out);
        } finally {
            out.setCanonical(false);
        }
    }

    /** Copies the bytes of a key that may have been written otherwise. */
    public static <K> void copy(TypeSerializer<K> serializer, DataInputView in, DataOutputSerializer out)
            throws IOException {
        boolean hasOneForm = serializer.getLength() >= 0 || serializer instanceof StringSerializer;
        if (hasOneForm) {
            serializer.copy(in, out);
        } else {
            write(serializer, serializer.deserialize(in), out);
        }
    }
}
