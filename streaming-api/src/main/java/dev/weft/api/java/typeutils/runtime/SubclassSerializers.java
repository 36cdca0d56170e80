package dev.weft.api.java.typeutils.runtime;

import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.TypeExtractor;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;

/** The serializers of those subclasses of a POJO class that came by. One thread. */
final class SubclassSerializers<T> implements Serializable {
    private static final long serialVersionUID = 1L;

    private final Class<T> base;
    private final SerializerConfig config;
    private transient Map<Class<?>, TypeSerializer<T>> byClass;
    private transient Map<String, TypeSerializer<T>> byName;

    SubclassSerializers(Class<T> base, SerializerConfig config) {
        this.base = base;
        this.config = config;
    }

    SubclassSerializers<T> duplicate() {
        return new SubclassSerializers<>(base, config);
    }

    TypeSerializer<T> of(Class<?> subclass) {
        if (byClass == null) {
            byClass = new HashMap<>();
        }
        return byClass.computeIfAbsent(subclass, this::create);
    }

    TypeSerializer<T> named(String name) throws IOException {
        if (byName == null) {
            byName = new HashMap<>();
        }
        TypeSerializer<T> known = byName.get(name);
        if (known == null) {
            ClassLoader context = Thread.currentThread().getContextClassLoader();
            Class<?> subclass = ClassNames.find(name, context == null ? base.getClassLoader() : context);
            if (!base.isAssignableFrom(subclass)) {
                throw new IOException("Corrupt data: " + name + " is no subclass of " + base.getName());
            }
            known = of(subclass);
            byName.put(name, known);
        }
        return known;
    }

    @SuppressWarnings("unchecked") // a subclass's values are values of the base class
    private TypeSerializer<T> create(Class<?> subclass) {
        return (TypeSerializer<T>) TypeExtractor.createTypeInfo(subclass).createSerializer(config);
    }
}
