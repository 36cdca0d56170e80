package dev.weft.api.common.typeutils.base.array;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;

/** An array of double: length + 1 (variable-length integer; 0 is null), then eight bytes an element. */
@Internal
public final class DoublePrimitiveArraySerializer extends TypeSerializerSingleton<double[]> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    public static final DoublePrimitiveArraySerializer INSTANCE = new DoublePrimitiveArraySerializer();

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public double[] createInstance() {
        return new double[0];
    }

    @Override
    public double[] copy(double[] from) {
        return from == null ? null : from.clone();
    }

    @Override
    public double[] copy(double[] from, double[] reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(double[] value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        VarInt.write(value.length + 1, target);
        for (double element : value) {
            target.writeDouble(element);
        }
    }

    @Override
    public double[] deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        double[] value = new double[header - 1];
        for (int i = 0; i < value.length; i++) {
            value[i] = source.readDouble();
        }
        return value;
    }

    @Override
    public double[] deserialize(double[] reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, Math.multiplyExact(header - 1, 8));
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
