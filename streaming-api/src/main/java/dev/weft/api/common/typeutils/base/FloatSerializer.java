package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** A Float in four bytes. Null is not allowed. */
@Internal
public final class FloatSerializer extends TypeSerializerSingleton<Float> {
    private static final long serialVersionUID = 1L;

    public static final FloatSerializer INSTANCE = new FloatSerializer();

    @Override
    public boolean isImmutableType() {
        return true;
    }

    @Override
    public Float createInstance() {
        return 0f;
    }

    @Override
    public Float copy(Float from) {
        return from;
    }

    @Override
    public Float copy(Float from, Float reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return 4;
    }

    @Override
    public void serialize(Float value, DataOutputView target) throws IOException {
        target.writeFloat(value);
    }

    @Override
    public Float deserialize(DataInputView source) throws IOException {
        return source.readFloat();
    }

    @Override
    public Float deserialize(Float reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        target.writeFloat(source.readFloat());
    }

    @Override
    public TypeSerializerSnapshot<Float> snapshotConfiguration() {
        return new FloatSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class FloatSerializerSnapshot extends SimpleTypeSerializerSnapshot<Float> {
        public FloatSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
