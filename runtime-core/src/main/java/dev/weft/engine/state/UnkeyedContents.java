package dev.weft.engine.state;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.List;

/**
 * Common part of list and broadcast states of an operator instance: name, redistribution mode, serializers, and
 * reading, writing and copying of elements. Belongs to the thread of its task.
 */
abstract class UnkeyedContents {

    private final String name;
    private final Mode mode;
    private final List<SavedSerializer<Object>> serializers;

    UnkeyedContents(String name, Mode mode, List<SavedSerializer<Object>> serializers) {
        this.name = name;
        this.mode = mode;
        this.serializers = List.copyOf(serializers);
    }

    final String name() {
        return name;
    }

    final Mode mode() {
        return mode;
    }

    final TypeSerializer<Object> serializer(int i) {
        return serializers.get(i).serializer();
    }

    final List<SavedSerializer<Object>> serializers() {
        return serializers;
    }

    final Object copy(int i, Object value) {
        TypeSerializer<Object> serializer = serializer(i);
        return value == null || serializer.isImmutableType() ? value : serializer.copy(value);
    }

    /** Reads one more element with the given serializers, which may differ from this state's own. */
    abstract void read(List<TypeSerializer<Object>> readers, DataInputView in) throws IOException;

    /** An immutable copy, to be written by another thread. */
    abstract UnkeyedContents frozen();

    final List<SavedSerializer<Object>> ownSerializers() {
        return serializers.stream().map(SavedSerializer::duplicate).toList();
    }

    /** Writes every element, after a call of {@code start} for each. */
    abstract void write(DataOutputView out, ElementStart start) throws IOException;

    /** Called at the beginning of each element. */
    @FunctionalInterface
    interface ElementStart {
        void mark() throws IOException;
    }
}
