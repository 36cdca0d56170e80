package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeutils.CompositeTypeSerializerSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;

/**
 * The snapshot of a tuple, POJO or record: class and field names beside the snapshots of the fields, so that fields can be
 * matched by name when a class has changed.
 */
@Internal
public final class ProductSerializerSnapshot<T> extends CompositeTypeSerializerSnapshot<T, TypeSerializer<T>> {
    private static final int VERSION = 1;

    private ProductLayout<T> layout;

    public ProductSerializerSnapshot() {}

    ProductSerializerSnapshot(ProductSerializer<T> serializer) {
        super(serializer);
        layout = serializer.layout;
    }

    @Override
    protected int getCurrentOuterSnapshotVersion() {
        return VERSION;
    }

    @Override
    protected void writeOuterSnapshot(DataOutputView out) throws IOException {
        layout.write(out);
    }

    @Override
    protected void readOuterSnapshot(int version, DataInputView in, ClassLoader loader) throws IOException {
        layout = ProductLayout.read(in, loader);
    }

    @Override
    protected OuterSchemaCompatibility resolveOuterSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        ProductSerializerSnapshot<T> old = (ProductSerializerSnapshot<T>) oldSnapshot;
        return sameFields(old.layout)
                ? OuterSchemaCompatibility.COMPATIBLE_AS_IS
                : OuterSchemaCompatibility.INCOMPATIBLE;
    }

    /** Compares names, as the classes may come from two loaders. */
    private boolean sameFields(ProductLayout<T> old) {
        return old.kind() == layout.kind()
                && old.type().getName().equals(layout.type().getName())
                && old.fields().stream()
                        .map(FieldRef::name)
                        .toList()
                        .equals(layout.fields().stream().map(FieldRef::name).toList());
    }

    @Override
    protected TypeSerializer<?>[] getNestedSerializers(TypeSerializer<T> serializer) {
        return ((ProductSerializer<T>) serializer).fieldSerializers;
    }

    @Override
    @SuppressWarnings("unchecked") // a tuple's layout is of a tuple class
    protected TypeSerializer<T> createOuterSerializerWithNestedSerializers(TypeSerializer<?>[] nested) {
        return switch (layout.kind()) {
            case TUPLE -> (TypeSerializer<T>) new TupleSerializer<>((ProductLayout<Tuple>) layout, nested);
            case POJO -> new PojoSerializer<>(layout, nested, new SerializerSettings());
            case RECORD -> new RecordSerializer<>(layout, nested);
        };
    }
}
