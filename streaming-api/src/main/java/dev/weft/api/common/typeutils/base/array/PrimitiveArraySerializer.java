package dev.weft.api.common.typeutils.base.array;

import dev.weft.api.common.typeutils.base.NullTolerant;
import dev.weft.api.common.typeutils.base.TypeSerializerSingleton;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;

/** Serializer of an array of primitives: length + 1 (variable-length integer; 0 is null), then the elements. */
abstract class PrimitiveArraySerializer<A> extends TypeSerializerSingleton<A>
        implements NullTolerant, KeyEquality.Declared {
    private static final long serialVersionUID = 1L;

    private final int elementBytes;

    PrimitiveArraySerializer(int elementBytes) {
        this.elementBytes = elementBytes;
    }

    abstract A newArray(int length);

    abstract int lengthOf(A value);

    abstract void writeElements(A value, DataOutputView target) throws IOException;

    abstract void readElements(A value, DataInputView source) throws IOException;

    @Override
    public KeyEquality equality() {
        return KeyEquality.IDENTITY;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public A createInstance() {
        return newArray(0);
    }

    @Override
    public A copy(A from) {
        if (from == null) {
            return null;
        }
        A copy = newArray(lengthOf(from));
        System.arraycopy(from, 0, copy, 0, lengthOf(from));
        return copy;
    }

    @Override
    public A copy(A from, A reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(A value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
        } else {
            VarInt.write(lengthOf(value) + 1, target);
            writeElements(value, target);
        }
    }

    @Override
    public A deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        A value = newArray(header - 1);
        readElements(value, source);
        return value;
    }

    @Override
    public A deserialize(A reuse, DataInputView source) throws IOException {
        return deserialize(source);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, Math.multiplyExact(header - 1, elementBytes));
        }
    }
}
