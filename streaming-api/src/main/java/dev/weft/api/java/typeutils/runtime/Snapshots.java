package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;

/** Compares serializer snapshots whose static type is unknown. */
final class Snapshots {
    private Snapshots() {}

    @SuppressWarnings("unchecked") // whether both belong to one type is what the snapshots tell
    static <E> TypeSerializerSchemaCompatibility<E> compare(
            TypeSerializerSnapshot<E> current, TypeSerializerSnapshot<?> old) {
        return current.resolveSchemaCompatibility((TypeSerializerSnapshot<E>) old);
    }

    @SuppressWarnings("unchecked") // the answer was given for this snapshot
    static <E> TypeSerializer<E> readerOf(TypeSerializerSchemaCompatibility<E> answer, TypeSerializerSnapshot<?> old) {
        return answer.readerOf((TypeSerializerSnapshot<E>) old);
    }
}
