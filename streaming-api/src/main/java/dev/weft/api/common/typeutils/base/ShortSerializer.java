package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** A Short in two bytes. Null is not allowed. */
@Internal
public final class ShortSerializer extends TypeSerializerSingleton<Short> {
    private static final long serialVersionUID = 1L;

    public static final ShortSerializer INSTANCE = new ShortSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Short createInstance() {
        return (short) 0;
    }

    @Override
    public Short copy(Short from) {
        return from;
    }

    @Override
    public Short copy(Short from, Short reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return 2;
    }

    @Override
    public void serialize(Short value, DataOutputView target) throws IOException {
        target.writeShort(value);
    }

    @Override
    public Short deserialize(DataInputView source) throws IOException {
        return source.readShort();
    }

    @Override
    public Short deserialize(Short reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeShort(source.readShort());
    }

    @Override
    public TypeSerializerSnapshot<Short> snapshotConfiguration() {
        return new ShortSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class ShortSerializerSnapshot extends SimpleTypeSerializerSnapshot<Short> {
        public ShortSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
