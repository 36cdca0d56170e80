package dev.weft.engine.state;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.core.memory.DataInputDeserializer;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputSerializer;
import dev.weft.core.memory.DataOutputView;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.engine.state.UnkeyedPiece.Mode;
import dev.weft.engine.state.format.SavedSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Restored elements of a list or broadcast state in serialized form (lazy deserialization): until the program declares
 * the state, their class may be missing or changed. Read by the task's thread; immutable after the restore.
 */
final class UnreadContents extends UnkeyedContents {

    private final List<byte[]> elements = new ArrayList<>();
    private final DataOutputSerializer bytes = new DataOutputSerializer(64);

    UnreadContents(String name, Mode mode, List<SavedSerializer<Object>> serializers) {
        super(name, mode, serializers);
    }

    /** Whether elements of these serializers have the same binary format. */
    boolean isWrittenLike(List<SavedSerializer<Object>> others) throws IOException {
        return Arrays.equals(described(serializers()), described(others));
    }

    private static byte[] described(List<SavedSerializer<Object>> serializers) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(256);
        for (SavedSerializer<Object> each : serializers) {
            each.write(out);
        }
        return out.getCopyOfBuffer();
    }

    /** Copies one more element. */
    void read(DataInputView in) throws IOException {
        bytes.clear();
        copy(serializers().get(0), in);
        if (mode() == Mode.BROADCAST) {
            boolean isNull = in.readBoolean();
            bytes.writeBoolean(isNull);
            if (!isNull) {
                copy(serializers().get(1), in);
            }
        }
        elements.add(bytes.getCopyOfBuffer());
    }

    private void copy(SavedSerializer<Object> saved, DataInputView in) throws IOException {
        if (saved.skips()) {
            saved.serializer().copy(in, bytes);
        } else {
            saved.serializer().serialize(saved.serializer().deserialize(in), bytes);
        }
    }

    /** The serializers that read these elements in a program with the declared ones. */
    List<SavedSerializer<Object>> succeededBy(List<SavedSerializer<Object>> declared) {
        List<SavedSerializer<Object>> next = new ArrayList<>();
        for (int i = 0; i < declared.size(); i++) {
            next.add(serializers().get(i).succeededBy(declared.get(i).serializer(), "operator state '" + name() + "'"));
        }
        return next;
    }

    /** Deserializes every element into the declared state. */
    void moveTo(UnkeyedContents declared) {
        List<TypeSerializer<Object>> readers = new ArrayList<>();
        for (int i = 0; i < serializers().size(); i++) {
            readers.add(serializers().get(i).readerFor(declared.serializers().get(i)));
        }
        DataInputDeserializer in = new DataInputDeserializer();
        for (byte[] element : elements) {
            in.setBuffer(element);
            try {
                declared.read(readers, in);
            } catch (IOException e) {
                throw new WeftException(
                        ErrorCode.USER_CODE,
                        "an element of operator state '" + name() + "' cannot be read: " + e.getMessage(),
                        e);
            }
        }
    }

    @Override
    void read(List<TypeSerializer<Object>> readers, DataInputView in) {
        throw new UnsupportedOperationException("operator state '" + name() + "' is not declared");
    }

    @Override
    UnkeyedContents frozen() {
        return this;
    }

    @Override
    void write(DataOutputView out, ElementStart start) throws IOException {
        for (byte[] element : elements) {
            start.mark();
            out.write(element);
        }
    }
}
