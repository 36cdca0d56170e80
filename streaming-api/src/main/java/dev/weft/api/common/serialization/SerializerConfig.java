package dev.weft.api.common.serialization;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig.SerializableSerializer;
import dev.weft.api.common.typeinfo.TypeInfoFactory;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;

/**
 * What a program says about how its types are serialized. Serializers for the generic fallback extend the Kryo 5 serializer that
 * the engine carries; this API does not see that class.
 */
@PublicEvolving
public interface SerializerConfig extends Serializable {

    /** Lets the generic fallback use copies of a serializer for a type and its subtypes. */
    <T extends Serializable> void addDefaultKryoSerializer(Class<?> type, T serializer);

    /** Lets the generic fallback use a serializer class for a type and its subtypes. */
    void addDefaultKryoSerializer(Class<?> type, Class<?> serializerClass);

    /** Lets the generic fallback use copies of a serializer for exactly a type, and write a number instead of its name. */
    <T extends Serializable> void registerTypeWithKryoSerializer(Class<?> type, T serializer);

    /** Lets the generic fallback use a serializer class for exactly a type, and write a number instead of its name. */
    void registerTypeWithKryoSerializer(Class<?> type, Class<?> serializerClass);

    /**
     * Names a subclass that may stand where one of its POJO base classes is declared: it is then written as a number instead of
     * its name. State keeps the numbers that it was written with.
     */
    void registerPojoType(Class<?> type);

    /** Lets the generic fallback write a number instead of a type's name. State keeps the numbers. */
    void registerKryoType(Class<?> type);

    LinkedHashMap<Class<?>, SerializableSerializer<?>> getRegisteredTypesWithKryoSerializers();

    LinkedHashMap<Class<?>, Class<?>> getRegisteredTypesWithKryoSerializerClasses();

    LinkedHashMap<Class<?>, SerializableSerializer<?>> getDefaultKryoSerializers();

    LinkedHashMap<Class<?>, Class<?>> getDefaultKryoSerializerClasses();

    LinkedHashSet<Class<?>> getRegisteredKryoTypes();

    LinkedHashSet<Class<?>> getRegisteredPojoTypes();

    Map<Class<?>, Class<? extends TypeInfoFactory<?>>> getRegisteredTypeInfoFactories();

    /** Says whether a type that only the generic fallback can handle is refused. */
    boolean hasGenericTypesDisabled();

    void setGenericTypes(boolean genericTypes);

    /** Says whether POJOs go through the generic fallback too. */
    boolean isForceKryoEnabled();

    void setForceKryo(boolean forceKryo);

    SerializerConfig copy();
}
