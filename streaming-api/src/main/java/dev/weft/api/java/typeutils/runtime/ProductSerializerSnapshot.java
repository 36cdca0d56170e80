package dev.weft.api.java.typeutils.runtime;

import dev.weft.annotation.Internal;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The snapshot of a tuple, POJO or record. It keeps names, so that it can be read where classes are gone: kind (byte), class
 * name (UTF), fields, registered subclasses in the order of their numbers, other subclasses of which values were written.
 *
 * <p>Fields are matched by name, whatever class of the hierarchy declares them. They may come, go, move and be widened, and a
 * POJO may become a record and back; values that were written before are then read by {@link SavedProductReader}.
 */
@Internal
public final class ProductSerializerSnapshot<T> implements SkippableSnapshot<T> {
    private static final int VERSION = 1;
    private static final List<ProductShape.Kind> KINDS =
            List.of(ProductShape.Kind.TUPLE, ProductShape.Kind.POJO, ProductShape.Kind.RECORD);

    private ProductShape.Kind kind;
    private String className;
    private List<SavedField> fields;
    private SavedSubclasses<T> subclasses;
    private ClassLoader loader;
    private SerializerConfig config;

    public ProductSerializerSnapshot() {}

    ProductSerializerSnapshot(ProductSerializer<T> serializer) {
        kind = serializer.layout.kind();
        className = serializer.layout.type().getName();
        loader = serializer.layout.type().getClassLoader();
        fields = serializer.savedFields();
        if (serializer instanceof PojoSerializer<T> pojo) {
            subclasses = SavedSubclasses.of(pojo.subclasses());
            config = pojo.subclasses().config();
        } else {
            subclasses = SavedSubclasses.none();
            config = new SerializerSettings();
        }
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeByte(KINDS.indexOf(kind));
        out.writeUTF(className);
        SavedField.writeAll(fields, out);
        subclasses.write(out);
    }

    @Override
    public void readSnapshot(int readVersion, DataInputView in, ClassLoader userCodeClassLoader) throws IOException {
        if (readVersion != VERSION) {
            throw new IOException(
                    getClass().getName() + " can't read version " + readVersion + " of itself, only " + VERSION);
        }
        int number = in.readByte();
        if (number < 0 || number >= KINDS.size()) {
            throw new IOException("Corrupt data: a product is of kind " + number);
        }
        kind = KINDS.get(number);
        className = in.readUTF();
        fields = SavedField.readAll(in, userCodeClassLoader);
        subclasses = SavedSubclasses.read(in, userCodeClassLoader);
        loader = userCodeClassLoader;
        config = new SerializerSettings();
    }

    @Override
    public TypeSerializer<T> restoreSerializer() {
        CurrentFields<T> current = currentFields();
        TypeSerializer<?>[] readers = new TypeSerializer<?>[fields.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = current.readerOf(fields.get(i));
        }
        return readerWith(readers, subclasses.restored());
    }

    @Override
    public TypeSerializer<T> restoreForSkipping() {
        TypeSerializer<?>[] skippers = fields.stream()
                .map(field -> SkippableSnapshot.skipperOf(field.snapshot()))
                .toArray(TypeSerializer<?>[]::new);
        return SavedProductReader.of(
                kind,
                className,
                skippers,
                masks(),
                SubclassSerializers.restored(anyClass(), config, subclasses.registeredNames(), subclasses.skippers()),
                values -> null);
    }

    @SuppressWarnings("unchecked") // nobody uses the values
    private static <T> Class<T> anyClass() {
        return (Class<T>) Object.class;
    }

    private CurrentFields<T> currentFields() {
        Class<T> type = ClassNames.findRestored(className, loader);
        return CurrentFields.of(type, kind);
    }

    private boolean[] masks() {
        boolean[] masks = new boolean[fields.size()];
        for (int i = 0; i < masks.length; i++) {
            masks[i] = fields.get(i).masked();
        }
        return masks;
    }

    private List<String> fieldNames() {
        return fields.stream().map(SavedField::name).toList();
    }

    /** Reads what was written under this snapshot; a full serializer where the class still fits. */
    private TypeSerializer<T> readerWith(TypeSerializer<?>[] readers, Map<String, TypeSerializer<T>> subclassReaders) {
        CurrentFields<T> current = currentFields();
        SubclassSerializers<T> known =
                SubclassSerializers.restored(current.type(), config, subclasses.registeredNames(), subclassReaders);
        Optional<ProductLayout<T>> layout = current.layoutOf(kind, fields, readers);
        return layout.isPresent()
                ? serializer(layout.get(), readers, known)
                : SavedProductReader.of(
                        kind, className, readers, masks(), known, new ProductMaker<>(current, fieldNames()));
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // a tuple's layout is of a tuple class
    private static <T> ProductSerializer<T> serializer(
            ProductLayout<T> layout, TypeSerializer<?>[] serializers, SubclassSerializers<T> known) {
        return switch (layout.kind()) {
            case TUPLE -> new TupleSerializer(layout, serializers);
            case POJO -> new PojoSerializer<>(layout, serializers, known);
            case RECORD -> new RecordSerializer<>(layout, serializers);
        };
    }

    @Override
    public TypeSerializerSchemaCompatibility<T> resolveSchemaCompatibility(TypeSerializerSnapshot<T> oldSnapshot) {
        if (!(oldSnapshot instanceof ProductSerializerSnapshot<T> old)
                || !old.className.equals(className)
                || (old.kind == ProductShape.Kind.TUPLE) != (kind == ProductShape.Kind.TUPLE)) {
            return TypeSerializerSchemaCompatibility.incompatible(this, oldSnapshot);
        }
        FieldComparison comparedFields = new FieldComparison(className, fields, old.fields);
        if (comparedFields.reason().isPresent()) {
            return TypeSerializerSchemaCompatibility.incompatible(
                    comparedFields.reason().get());
        }
        SubclassComparison<T> comparedSubclasses =
                new SubclassComparison<>(className, subclasses, old.subclasses, this::snapshotOfSubclass);
        if (comparedSubclasses.reason().isPresent()) {
            return TypeSerializerSchemaCompatibility.incompatible(
                    comparedSubclasses.reason().get());
        }
        if (old.kind != kind || comparedFields.needsMigration() || comparedSubclasses.needsMigration()) {
            return TypeSerializerSchemaCompatibility.compatibleAfterMigration(
                    old.withClassesOf(this).readerAfter(comparedFields, comparedSubclasses));
        }
        return comparedFields.needsReconfiguring() || comparedSubclasses.needsReconfiguring()
                ? TypeSerializerSchemaCompatibility.compatibleWithReconfiguredSerializer(
                        reconfigured(comparedFields, comparedSubclasses))
                : TypeSerializerSchemaCompatibility.compatibleAsIs();
    }

    /** The values are for the newer serializer, so they are of the class that its loader knows. */
    private ProductSerializerSnapshot<T> withClassesOf(ProductSerializerSnapshot<T> current) {
        ProductSerializerSnapshot<T> same = new ProductSerializerSnapshot<>();
        same.kind = kind;
        same.className = className;
        same.fields = fields;
        same.subclasses = subclasses;
        same.loader = current.loader;
        same.config = current.config;
        return same;
    }

    private TypeSerializer<T> readerAfter(FieldComparison comparedFields, SubclassComparison<T> comparedSubclasses) {
        TypeSerializer<?>[] readers = new TypeSerializer<?>[fields.size()];
        for (int i = 0; i < readers.length; i++) {
            readers[i] = comparedFields.readerOfOld(i);
        }
        return readerWith(readers, comparedSubclasses.readers());
    }

    private TypeSerializer<T> reconfigured(FieldComparison comparedFields, SubclassComparison<T> comparedSubclasses) {
        TypeSerializer<?>[] serializers = comparedFields.reconfigured();
        CurrentFields<T> current = currentFields();
        SubclassSerializers<T> known = SubclassSerializers.restored(
                current.type(), config, comparedSubclasses.registeredNames(), comparedSubclasses.reconfigured());
        return serializer(
                current.layoutOf(kind, fields, serializers)
                        .orElseThrow(() ->
                                new IllegalStateException(this + " has changed since its current serializer was made")),
                serializers,
                known);
    }

    /** Returns the snapshot of a subclass as it is now; empty if the class is gone. */
    @SuppressWarnings("unchecked") // a subclass's values are values of the base class
    private Optional<TypeSerializerSnapshot<T>> snapshotOfSubclass(String name) {
        Class<?> subclass;
        try {
            subclass = ClassNames.find(name, loader);
        } catch (IOException gone) {
            return Optional.empty();
        }
        TypeSerializer<T> serializer =
                (TypeSerializer<T>) TypeExtractor.createTypeInfo(subclass).createSerializer(config);
        return Optional.of(serializer.snapshotConfiguration());
    }

    @Override
    public String toString() {
        return switch (kind) {
                    case TUPLE -> "tuple ";
                    case POJO -> "POJO ";
                    case RECORD -> "record ";
                }
                + className;
    }
}
