package dev.weft.api.java.typeutils.runtime.kryo;

import dev.weft.annotation.Internal;
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
        List<Class<?>> types, Map<Class<?>, Class<?>> serializers, Map<Class<?>, Class<?>> defaults)
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
                config.getRegisteredTypesWithKryoSerializerClasses(),
                config.getDefaultKryoSerializerClasses());
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

    private static void writeMap(Map<Class<?>, Class<?>> map, DataOutputView out) throws IOException {
        out.writeInt(map.size());
        for (Map.Entry<Class<?>, Class<?>> entry : map.entrySet()) {
            out.writeUTF(entry.getKey().getName());
            out.writeUTF(entry.getValue().getName());
        }
    }

    private static Map<Class<?>, Class<?>> readMap(DataInputView in, ClassLoader loader) throws IOException {
        int count = in.readInt();
        Map<Class<?>, Class<?>> map = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            map.put(ClassNames.find(in.readUTF(), loader), ClassNames.find(in.readUTF(), loader));
        }
        return map;
    }
}
