package dev.weft.api.common.typeutils.base;

import dev.weft.annotation.Internal;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/** A Boolean in one byte. Null is not allowed. */
@Internal
public final class BooleanSerializer extends ImmutableSerializer<Boolean> {
    private static final long serialVersionUID = 1L;

    /** The one instance, for any number of threads. */
    public static final BooleanSerializer INSTANCE = new BooleanSerializer();

    @Override
    public Boolean createInstance() {
        return false;
    }

    @Override
    public int getLength() {
        return 1;
    }

    @Override
    public void serialize(Boolean value, DataOutputView target) throws IOException {
        target.writeBoolean(value);
    }

    @Override
    public Boolean deserialize(DataInputView source) throws IOException {
        return source.readBoolean();
    }

    @Override
    public TypeSerializerSnapshot<Boolean> snapshotConfiguration() {
        return new BooleanSerializerSnapshot();
    }

    /** Without configuration. */
    public static final class BooleanSerializerSnapshot extends SimpleTypeSerializerSnapshot<Boolean> {
        /** Creates an empty snapshot, which {@link #readSnapshot} fills. */
        public BooleanSerializerSnapshot() {
            super(() -> INSTANCE);
        }
    }
}
