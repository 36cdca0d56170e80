package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import dev.weft.core.memory.VarInt;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;

/** A big decimal: the unscaled number as a big integer, then the scale (variable-length integer, sign in the lowest bit) unless it is null. */
@Internal
public final class BigDecSerializer extends ImmutableSerializer<BigDecimal> implements NullTolerant {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final BigDecSerializer INSTANCE = new BigDecSerializer();

    @Override
    public BigDecimal createInstance() {
        return BigDecimal.ZERO;
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(BigDecimal value, DataOutputView target) throws IOException {
        if (value == null) {
            target.writeByte(0);
            return;
        }
        BigIntSerializer.INSTANCE.serialize(value.unscaledValue(), target);
        int scale = value.scale();
        VarInt.write(scale << 1 ^ scale >> 31, target);
    }

    @Override
    public BigDecimal deserialize(DataInputView source) throws IOException {
        BigInteger unscaled = BigIntSerializer.INSTANCE.deserialize(source);
        if (unscaled == null) {
            return null;
        }
        int scale = VarInt.read(source);
        return new BigDecimal(unscaled, scale >>> 1 ^ -(scale & 1));
    }

    @Override
    public void copy(DataInputView source, DataOutputView target) throws IOException {
        int header = VarInt.copy(source, target);
        if (header != 0) {
            target.write(source, header - 1);
            VarInt.copy(source, target);
        }
    }

    @Override
    public TypeSerializerSnapshot<BigDecimal> snapshotConfiguration() {
        return new BigDecSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class BigDecSerializerSnapshot extends SimpleTypeSerializerSnapshot<BigDecimal> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public BigDecSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
