package dev.weft.engine.taskexecutor.operator;

import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.engine.state.OperatorState;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

/**
 * Operator list state whose elements are written by a {@code SimpleVersionedSerializer}, such as splits and writer
 * states. Each element is stored as the serializer's version (int) and the bytes. Belongs to the thread of its task.
 */
final class VersionedElements<T> {

    private final ListState<byte[]> elements;
    private final Supplier<SimpleVersionedSerializer<T>> serializer;

    /** @param serializer called when there is an element */
    VersionedElements(OperatorState state, String name, Supplier<SimpleVersionedSerializer<T>> serializer) {
        this.elements =
                state.unkeyed().getListState(new ListStateDescriptor<>(name, BytePrimitiveArraySerializer.INSTANCE));
        this.serializer = serializer;
    }

    List<T> read() throws Exception {
        List<T> read = new ArrayList<>();
        for (byte[] element : elements.get()) {
            byte[] bytes = new byte[element.length - Integer.BYTES];
            int version = ByteBuffer.wrap(element).getInt();
            System.arraycopy(element, Integer.BYTES, bytes, 0, bytes.length);
            read.add(serializer.get().deserialize(version, bytes));
        }
        return read;
    }

    /** Replaces all elements. */
    void write(Collection<? extends T> values) throws Exception {
        List<byte[]> written = new ArrayList<>();
        for (T value : values) {
            written.add(bytesOf(value));
        }
        elements.update(written);
    }

    private byte[] bytesOf(T value) throws IOException {
        SimpleVersionedSerializer<T> own = serializer.get();
        byte[] bytes = own.serialize(value);
        return ByteBuffer.allocate(Integer.BYTES + bytes.length)
                .putInt(own.getVersion())
                .put(bytes)
                .array();
    }
}
