package dev.weft.api.common.serialization;

import dev.weft.api.common.ExecutionConfig.SerializableSerializer;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/** A program's serializer settings. Not safe for use from several threads while it is being set. */
public final class SerializerSettings implements SerializerConfig {
    private static final long serialVersionUID = 1L;

    private final LinkedHashMap<Class<?>, Class<?>> defaultSerializers = new LinkedHashMap<>();
    private final LinkedHashMap<Class<?>, Class<?>> exactSerializers = new LinkedHashMap<>();
    private final LinkedHashMap<Class<?>, SerializableSerializer<?>> defaultInstances = new LinkedHashMap<>();
    private final LinkedHashMap<Class<?>, SerializableSerializer<?>> exactInstances = new LinkedHashMap<>();
    private final LinkedHashSet<Class<?>> pojoTypes = new LinkedHashSet<>();
    private final LinkedHashSet<Class<?>> kryoTypes = new LinkedHashSet<>();
    private boolean genericTypes = true;
    private boolean forceKryo;

    @Override
    public <T extends Serializable> void addDefaultKryoSerializer(Class<?> type, T serializer) {
        defaultInstances.put(type, new SerializableSerializer<>(serializer));
    }

    @Override
    public <T extends Serializable> void registerTypeWithKryoSerializer(Class<?> type, T serializer) {
        exactInstances.put(type, new SerializableSerializer<>(serializer));
    }

    @Override
    public LinkedHashMap<Class<?>, SerializableSerializer<?>> getRegisteredTypesWithKryoSerializers() {
        return new LinkedHashMap<>(exactInstances);
    }

    @Override
    public LinkedHashMap<Class<?>, SerializableSerializer<?>> getDefaultKryoSerializers() {
        return new LinkedHashMap<>(defaultInstances);
    }

    @Override
    public void addDefaultKryoSerializer(Class<?> type, Class<?> serializerClass) {
        defaultSerializers.put(type, serializerClass);
    }

    @Override
    public void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializerClass) {
        exactSerializers.put(type, serializerClass);
    }

    @Override
    public void registerPojoType(Class<?> type) {
        pojoTypes.add(type);
    }

    @Override
    public void registerKryoType(Class<?> type) {
        kryoTypes.add(type);
    }

    @Override
    public LinkedHashMap<Class<?>, Class<?>> getRegisteredTypesWithKryoSerializerClasses() {
        return new LinkedHashMap<>(exactSerializers);
    }

    @Override
    public LinkedHashMap<Class<?>, Class<?>> getDefaultKryoSerializerClasses() {
        return new LinkedHashMap<>(defaultSerializers);
    }

    @Override
    public LinkedHashSet<Class<?>> getRegisteredKryoTypes() {
        return new LinkedHashSet<>(kryoTypes);
    }

    @Override
    public LinkedHashSet<Class<?>> getRegisteredPojoTypes() {
        return new LinkedHashSet<>(pojoTypes);
    }

    @Override
    public Map<Class<?>, Class<? extends TypeInfoFactory<?>>> getRegisteredTypeInfoFactories() {
        return Map.of();
    }

    @Override
    public boolean hasGenericTypesDisabled() {
        return !genericTypes;
    }

    @Override
    public void setGenericTypes(boolean genericTypes) {
        this.genericTypes = genericTypes;
    }

    @Override
    public boolean isForceKryoEnabled() {
        return forceKryo;
    }

    @Override
    public void setForceKryo(boolean forceKryo) {
        this.forceKryo = forceKryo;
    }

    @Override
    public SerializerSettings copy() {
        SerializerSettings copy = new SerializerSettings();
        copy.defaultSerializers.putAll(defaultSerializers);
        copy.exactSerializers.putAll(exactSerializers);
        copy.defaultInstances.putAll(defaultInstances);
        copy.exactInstances.putAll(exactInstances);
        copy.pojoTypes.addAll(pojoTypes);
        copy.kryoTypes.addAll(kryoTypes);
        copy.genericTypes = genericTypes;
        copy.forceKryo = forceKryo;
        return copy;
    }
}
