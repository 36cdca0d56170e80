package dev.weft.engine.state;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a list or broadcast map of an operator instance has in common: its name, its mode of redistribution, its
 * serializers, and how its elements are read, written and copied. Belongs to the thread of its task.
 */
abstract class UnkeyedContents {

    private final String name;
    private final Mode mode;
    private List<SavedSerializer<Object>> serializers;

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

    /** The program declares what was restored, with these serializers. */
    final void bind(List<TypeSerializer<Object>> declared) {
        if (declared.size() != serializers.size()) {
            throw new WeftException(
                    ErrorCode.USER_CODE,
                    "operator state '" + name + "' was saved as a " + (serializers.size() == 1 ? "list" : "map")
                            + " and is declared as the other; give it another name");
        }
        List<SavedSerializer<Object>> next = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            next.add(serializers.get(i).succeededBy(declared.get(i), "operator state '" + name + "'"));
        }
        serializers = next;
    }

    final Object copy(int i, Object value) {
        TypeSerializer<Object> serializer = serializer(i);
        return value == null || serializer.isImmutableType() ? value : serializer.copy(value);
    }

    /** Reads one more element. */
    abstract void read(DataInputView in) throws IOException;

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
