package dev.weft.api.common.typeutils.base;

import dev.weft.api.common.typeutils.ReadingSerializer;
import dev.weft.api.common.typeutils.SimpleTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.core.memory.DataInputView;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Snapshot of a number's serializer, with widening: values of a narrower type can be read as this one where no digit is
 * lost.
 *
 * @param <T> the type of the values
 */
abstract class WideningSnapshot<T> extends SimpleTypeSerializerSnapshot<T> {
    private final Function<Number, T> widen;
    private final List<TypeSerializer<? extends Number>> narrower;

    WideningSnapshot(
            Supplier<? extends TypeSerializer<T>> serializer,
            Function<Number, T> widen,
            List<TypeSerializer<? extends Number>> narrower) {
        super(serializer);
        this.widen = widen;
        this.narrower = narrower;
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        for (TypeSerializer<? extends Number> serializer : narrower) {
            if (serializer.snapshotConfiguration().equals(oldSnapshot)) {
                return TypeSerializerSchemaCompatibility.compatibleAfterMigration(new Reader<>(serializer, widen));
            }
        }
        return super.resolveSchemaCompatibility(oldSnapshot);
    }

    /** Reads the narrower type. */
    private static final class Reader<T> extends ReadingSerializer<T> {
        private static final long serialVersionUID = 1L;

        private final TypeSerializer<? extends Number> narrower;
        private final transient Function<Number, T> widen;

        Reader(TypeSerializer<? extends Number> narrower, Function<Number, T> widen) {
            this.narrower = narrower;
            this.widen = widen;
        }

        @Override
        public TypeSerializer<T> duplicate() {
            return this;
        }

        @Override
        public T deserialize(DataInputView source) throws IOException {
            return widen.apply(narrower.deserialize(source));
        }
    }
}
