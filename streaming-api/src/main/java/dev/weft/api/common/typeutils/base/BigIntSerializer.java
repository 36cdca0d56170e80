package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.math.BigInteger;

/** A big integer: length + 1 (variable-length integer; 0 is null), bytes in two's complement. */
@Internal
public final class BigIntSerializer extends ImmutableSerializer<BigInteger> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final BigIntSerializer INSTANCE = new BigIntSerializer();

    @Override
    public BigInteger createInstance() {
        return BigInteger.ZERO;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(BigInteger value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        byte[] bytes = value.toByteArray();
        VarInt.write(bytes.length + 1, target);
        target.write(bytes);
    }

    @Override
    public BigInteger deserialize(DataInputView source) throws IOException {
        int header = VarInt.read(source);
        if (header == 0) {
            return null;
        }
        byte[] bytes = new byte[header - 1];
        source.readFully(bytes);
        return new BigInteger(bytes);
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, header - 1);
        }
    }

    @Override
    public TypeSerializerSnapshot<BigInteger> snapshotConfiguration() {
        return new BigIntSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class BigIntSerializerSnapshot extends SimpleTypeSerializerSnapshot<BigInteger> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public BigIntSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
