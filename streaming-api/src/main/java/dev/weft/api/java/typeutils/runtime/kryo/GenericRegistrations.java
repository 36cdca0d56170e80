package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.annotation.Internal;
import dev.weft.api.common.ExecutionConfig.SerializableSerializer;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.ClassNames;
import dev.weft.core.memory.DataInputView;
import dev.weft.core.memory.DataOutputView;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program registered with the generic fallback. Order decides the numbers that are written, so it is part of the
 * format.
 *
 * @param types written as a number, in order
 * @param serializers by exact class; these too are written as a number, after {@code types}
 * @param defaults by class and its subtypes
 */
@Internal
public record GenericRegistrations(
        List<Class<?>> types, Map<Class<?>, GenericSerializer> serializers, Map<Class<?>, GenericSerializer> defaults)
        implements Serializable {

    /** Copies what is given, in order. */
    public GenericRegistrations {
        types = new ArrayList<>(types);
        serializers = new LinkedHashMap<>(serializers);
        defaults = new LinkedHashMap<>(defaults);
    }

    static GenericRegistrations of(SerializerConfig config) {
        return new GenericRegistrations(
                new ArrayList<>(config.getRegisteredKryoTypes()),
                both(
                        config.getRegisteredTypesWithKryoSerializers(),
                        config.getRegisteredTypesWithKryoSerializerClasses()),
                both(config.getDefaultKryoSerializers(), config.getDefaultKryoSerializerClasses()));
    }

    /** Instances first; of a type that has both, the instance counts. */
    private static Map<Class<?>, GenericSerializer> both(
            Map<Class<?>, SerializableSerializer<?>> instances, Map<Class<?>, Class<?>> classes) {
        Map<Class<?>, GenericSerializer> all = new LinkedHashMap<>();
        instances.forEach((type, instance) -> all.put(type, GenericSerializer.ofInstance(instance.getSerializer())));
        classes.forEach((type, serializer) -> all.putIfAbsent(type, GenericSerializer.ofClass(serializer)));
        return all;
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(types.size());
        for (Class<?> type : types) {
            out.writeUTF(type.getName());
        }
        writeMap(serializers, out);
        writeMap(defaults, out);
    }

    static GenericRegistrations read(DataInputView in, ClassLoader loader) throws IOException {
        int count = in.readInt();
        List<Class<?>> types = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            types.add(ClassNames.find(in.readUTF(), loader));
        }
        return new GenericRegistrations(types, readMap(in, loader), readMap(in, loader));
    }

    private static void writeMap(Map<Class<?>, GenericSerializer> map, DataOutputView out) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<Class<?>, GenericSerializer> entry : map.entrySet()) {
            out.writeUTF(entry.getKey().getName());
            entry.getValue().write(out);
        }
    }

    private static Map<Class<?>, GenericSerializer> readMap(DataInputView in, ClassLoader loader) throws IOException {
        int count = in.readInt();
        Map<Class<?>, GenericSerializer> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(ClassNames.find(in.readUTF(), loader), GenericSerializer.read(in, loader));
        }
        return map;
    }
}
