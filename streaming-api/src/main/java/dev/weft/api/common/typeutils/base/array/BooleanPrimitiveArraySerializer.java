package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of boolean: length + 1 (variable-length integer; 0 is null), then one byte an element. */
@Internal
public final class BooleanPrimitiveArraySerializer extends PrimitiveArraySerializer<boolean[]> {
    private static final long serialVersionUID = 1L;

    public static final BooleanPrimitiveArraySerializer INSTANCE = new BooleanPrimitiveArraySerializer();

    public BooleanPrimitiveArraySerializer() {
        super(1);
    }

    @Override
    boolean[] newArray(int length) {
        return new boolean[length];
    }

    @Override
    int lengthOf(boolean[] value) {
        return value.length;
    }

    @Override
    void writeElements(boolean[] value, DataOutputView target) throws IOException {
        for (boolean element : value) {
            target.writeBoolean(element);
        }
    }

    @Override
    void readElements(boolean[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readBoolean();
        }
    }

    @Override
    public TypeSerializerSnapshot<boolean[]> snapshotConfiguration() {
        return new BooleanPrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class BooleanPrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<boolean[]> {
        public BooleanPrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
