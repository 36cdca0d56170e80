package dev.weft.engine.state;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.List;

/**
 * What a list or broadcast map of an operator instance has in common: its name, its mode of redistribution, its
 * serializers, and how its elements are read, written and copied. Belongs to the thread of its task.
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

    /** Reads one more element, which may have been written by other serializers. */
    abstract void read(List<TypeSerializer<Object>> readers, DataInputView in) throws IOException;

    /** The same at this moment, to be written by another thread. */
    abstract UnkeyedContents frozen();

    final List<SavedSerializer<Object>> ownSerializers() {
        return serializers.stream().map(SavedSerializer::duplicate).toList();
    }

    /** Writes every element, after telling that it comes. */
    abstract void write(DataOutputView out, ElementStart start) throws IOException;

    /** Told that an element begins here. */
    @FunctionalInterface
    interface ElementStart {
        void mark() throws IOException;
    }
}
