package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.FlatSerializer;
import dev.weft.api.common.typeutils.spi.KeyEquality;
import dev.weft.api.common.typeutils.spi.ProductCodec;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.common.typeutils.spi.SerializerProviders;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What tuples, POJOs and records have in common: fields in a fixed order, a serializer for each, and a codec for all of
 * them. The first values go by reflection; then the engine's generated codec takes over where there is one. Generating costs
 * as much as some ten thousand values by reflection, which a short job never sees.
 */
abstract sealed class ProductSerializer<T> extends TypeSerializer<T> implements FlatSerializer, KeyEquality.Declared
        permits TupleSerializer, PojoSerializer, RecordSerializer {
    private static final long serialVersionUID = 1L;
    private static final int MAX_VALUES_BY_REFLECTION = 1_000;

    final ProductLayout<T> layout;
    final TypeSerializer<?>[] fieldSerializers;

    private transient ProductCodec.Factory<T> codecs;
    private transient ProductCodec<T> codec;
    private transient ProductCodec<T> atStart;
    private transient int valuesByReflection;

    ProductSerializer(ProductLayout<T> layout, TypeSerializer<?>[] fieldSerializers) {
        this.layout = layout;
        this.fieldSerializers = fieldSerializers.clone();
        for (TypeSerializer<?> serializer : fieldSerializers) {
            Objects.requireNonNull(serializer);
        }
    }

    /** For duplicates: the generated code is shared. */
    ProductSerializer(ProductSerializer<T> original) {
        this.layout = original.layout;
        this.fieldSerializers = duplicateAll(original.fieldSerializers);
        this.codecs = original.codecs;
    }

    static TypeSerializer<?>[] duplicateAll(TypeSerializer<?>[] serializers) {
        TypeSerializer<?>[] duplicates = new TypeSerializer<?>[serializers.length];
        for (int i = 0; i < duplicates.length; i++) {
            duplicates[i] = serializers[i].duplicate();
        }
        return duplicates;
    }

    final ProductCodec<T> codec() {
        ProductCodec<T> linked = codec;
        return linked != null ? linked : codecAtStart();
    }

    private ProductCodec<T> codecAtStart() {
        if (codecs != null || valuesByReflection == MAX_VALUES_BY_REFLECTION) {
            return link();
        }
        valuesByReflection++;
        if (atStart == null) {
            atStart = new ReflectiveCodec<>(layout.with(fieldSerializers));
        }
        return atStart;
    }

    private ProductCodec<T> link() {
        ProductShape<T> shape = layout.with(fieldSerializers);
        if (codecs == null) {
            codecs = SerializerProviders.installed()
                    .flatMap(provider -> provider.productCodecs(shape))
                    .orElse(ReflectiveCodec::new);
        }
        codec = codecs.create(shape);
        atStart = null;
        return codec;
    }

    /** Copies the bytes that {@link ProductCodec#write} wrote. */
    final void copyFields(DataInputView source, DataOutputView target) throws IOException {
        ProductShape<T> shape = layout.with(fieldSerializers);
        byte[] nulls = new byte[(shape.maskedFields() + 7) / 8];
        source.readFully(nulls);
        target.write(nulls);
        int bit = 0;
        for (int i = 0; i < fieldSerializers.length; i++) {
            boolean isNull = false;
            if (shape.masked(i)) {
                isNull = (nulls[bit / 8] >> bit % 8 & 1) != 0;
                bit++;
            }
            if (!isNull) {
                fieldSerializers[i].copy(source, target);
            }
        }
    }

    /** Returns what a snapshot keeps of the fields. */
    final List<SavedField> savedFields() {
        ProductShape<T> shape = layout.with(fieldSerializers);
        List<SavedField> saved = new ArrayList<>();
        for (int i = 0; i < fieldSerializers.length; i++) {
            saved.add(new SavedField(
                    layout.fields().get(i).name(), shape.masked(i), fieldSerializers[i].snapshotConfiguration()));
        }
        return saved;
    }

    /** Returns the names of the subclasses that are written by number; empty where there can be none. */
    List<String> registeredSubclasses() {
        return List.of();
    }

    final boolean allFieldsImmutable() {
        return Arrays.stream(fieldSerializers).allMatch(TypeSerializer::isImmutableType);
    }

    @Override
    public final Optional<Class<?>> flatClass() {
        return allFieldsImmutable() && layout.hasAllFields() ? Optional.of(layout.type()) : Optional.empty();
    }

    @Override
    public KeyEquality equality() {
        return KeyEquality.ofParts(fieldSerializers);
    }

    @Override
    public final TypeSerializerSnapshot<T> snapshotConfiguration() {
        return new ProductSerializerSnapshot<>(this);
    }

    @Override
    public final boolean equals(Object obj) {
        return obj instanceof ProductSerializer<?> that
                && that.layout.equals(layout)
                && Arrays.equals(that.fieldSerializers, fieldSerializers)
                && that.registeredSubclasses().equals(registeredSubclasses());
    }

    @Override
    public final int hashCode() {
        return 31 * layout.hashCode() + Arrays.hashCode(fieldSerializers);
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + "(" + layout.type().getName() + ")";
    }
}
