package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** An array of double: length + 1 (variable-length integer; 0 is null), then eight bytes an element. */
@Internal
public final class DoublePrimitiveArraySerializer extends PrimitiveArraySerializer<double[]> {
    private static final long serialVersionUID = 1L;

    public static final DoublePrimitiveArraySerializer INSTANCE = new DoublePrimitiveArraySerializer();

    public DoublePrimitiveArraySerializer() {
        super(Double.BYTES);
    }

    @Override
    double[] newArray(int length) {
        return new double[length];
    }

    @Override
    int lengthOf(double[] value) {
        return value.length;
    }

    @Override
    void writeElements(double[] value, DataOutputView target) throws IOException {
        for (double element : value) {
            target.writeDouble(element);
        }
    }

    @Override
    void readElements(double[] value, DataInputView source) throws IOException {
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readDouble();
        }
    }

    @Override
    public TypeSerializerSnapshot<double[]> snapshotConfiguration() {
        return new DoublePrimitiveArraySerializerSnapshot();
    }

    /** Without configuration. */
    public static final class DoublePrimitiveArraySerializerSnapshot extends SimpleTypeSerializerSnapshot<double[]> {
        public DoublePrimitiveArraySerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
