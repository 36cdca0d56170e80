package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.serialization.SerializerSettings;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.SkippableSnapshot;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.TypeSerializerSchemaCompatibility;
import dev.weft.api.common.typeutils.TypeSerializerSnapshot;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.PojoRules;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.lang.reflect.Field;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Current fields of a class, to be matched with those of an older schema.
 *
 * @param fields of a record in the order of its components
 */
record CurrentFields<T>(Class<T> type, List<Field> fields) {

    static <T> CurrentFields<T> of(Class<T> type, ProductShape.Kind kind) {
        List<Field> fields = kind != ProductShape.Kind.TUPLE && !type.isRecord()
                ? PojoRules.fieldsOf(type)
                : kind == ProductShape.Kind.TUPLE ? tupleFields(type) : componentFields(type);
        return new CurrentFields<>(type, fields);
    }

    private static List<Field> tupleFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        for (Field field : type.getFields()) {
            if (field.getName().matches("f\\d+")) {
                fields.add(field);
            }
        }
        return fields;
    }

    private static List<Field> componentFields(Class<?> type) {
        List<Field> fields = new ArrayList<>();
        try {
            for (RecordComponent component : type.getRecordComponents()) {
                fields.add(type.getDeclaredField(component.getName()));
            }
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("A record without a field for a component: " + type.getName(), e);
        }
        return fields;
    }

    /** Returns the position of a field; -1 if there is none of this name any more. */
    int indexOf(String name) {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getName().equals(name)) {
                return i;
            }
        }
        return -1;
    }

    /** Returns what reads a field as it was written: as the type that it has now, to be dropped if it is gone. */
    TypeSerializer<?> readerOf(SavedField saved) {
        int now = indexOf(saved.name());
        if (now < 0) {
            return SkippableSnapshot.skipperOf(saved.snapshot());
        }
        return declaredType(saved.name())
                .map(declared -> declared.createSerializer(new SerializerSettings()))
                .flatMap(serializer -> readerBy(serializer.snapshotConfiguration(), saved))
                .orElseGet(() -> saved.snapshot().restoreSerializer());
    }

    /** A tuple class declares nothing, and no class declares what a program gives by hand. */
    private Optional<TypeInformation<?>> declaredType(String field) {
        return !Tuple.class.isAssignableFrom(type)
                        && TypeExtractor.createTypeInfo(type) instanceof PojoTypeInfo<T> pojo
                        && pojo.hasField(field)
                ? Optional.of(pojo.getTypeAt(field))
                : Optional.empty();
    }

    private static Optional<TypeSerializer<?>> readerBy(TypeSerializerSnapshot<?> declared, SavedField saved) {
        TypeSerializerSchemaCompatibility<?> answer = Snapshots.compare(declared, saved.snapshot());
        return answer.isIncompatible() ? Optional.empty() : Optional.of(Snapshots.readerOf(answer, saved.snapshot()));
    }

    /** Returns the layout of a full serializer for what was saved; empty if the class does not fit any more. */
    Optional<ProductLayout<T>> layoutOf(
            ProductShape.Kind kind, List<SavedField> saved, TypeSerializer<?>[] serializers) {
        if (kind == ProductShape.Kind.RECORD != type.isRecord() || type.isRecord() && saved.size() != fields.size()) {
            return Optional.empty();
        }
        List<Field> found = new ArrayList<>();
        for (int i = 0; i < saved.size(); i++) {
            int now = indexOf(saved.get(i).name());
            if (now < 0 || type.isRecord() && now != i) {
                return Optional.empty();
            }
            found.add(fields.get(now));
        }
        ProductLayout<T> layout = ProductLayout.of(type, kind, found);
        ProductShape<T> shape = layout.with(serializers);
        for (int i = 0; i < saved.size(); i++) {
            if (shape.masked(i) != saved.get(i).masked()) {
                return Optional.empty();
            }
        }
        return Optional.of(layout);
    }
}
