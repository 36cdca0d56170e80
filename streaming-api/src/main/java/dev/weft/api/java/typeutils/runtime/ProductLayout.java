package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.spi.ProductShape;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;

/**
 * The class and the fields of a product, without serializers, so that they can travel and be saved. Saved form: kind
 * (UTF), class name (UTF), number of fields (int), each as name of its class and its own (UTF).
 */
record ProductLayout<T>(Class<T> type, ProductShape.Kind kind, List<FieldRef> fields) implements Serializable {

    ProductLayout {
        fields = new ArrayList<>(fields);
    }

    static <T> ProductLayout<T> of(Class<T> type, ProductShape.Kind kind, List<Field> fields) {
        return new ProductLayout<>(type, kind, fields.stream().map(FieldRef::of).toList());
    }

    ProductShape<T> with(TypeSerializer<?>[] serializers) {
        return new ProductShape<>(
                type, kind, fields.stream().map(FieldRef::resolve).toList(), List.of(serializers));
    }

    void write(DataOutputView out) throws IOException {
        out.writeUTF(kind.name());
        out.writeUTF(type.getName());
        out.writeInt(fields.size());
        for (FieldRef field : fields) {
            out.writeUTF(field.declaringClass().getName());
            out.writeUTF(field.name());
        }
    }

    static <T> ProductLayout<T> read(DataInputView in, ClassLoader loader) throws IOException {
        ProductShape.Kind kind = ProductShape.Kind.valueOf(in.readUTF());
        Class<T> type = ClassNames.find(in.readUTF(), loader);
        int count = in.readInt();
        List<FieldRef> fields = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            fields.add(new FieldRef(ClassNames.find(in.readUTF(), loader), in.readUTF()));
        }
        return new ProductLayout<>(type, kind, fields);
    }
}
