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

    /** Classes with the serializer objects registered for them, in order of registration. */
    LinkedHashMap<Class<?>, SerializableSerializer<?>> getRegisteredTypesWithKryoSerializers();

    /** Classes with the serializer classes registered for them, in order of registration. */
    LinkedHashMap<Class<?>, Class<?>> getRegisteredTypesWithKryoSerializerClasses();

    /** Classes with the serializer objects for them and their subclasses, in order of registration. */
    LinkedHashMap<Class<?>, SerializableSerializer<?>> getDefaultKryoSerializers();

    /** Classes with the serializer classes for them and their subclasses, in order of registration. */
    LinkedHashMap<Class<?>, Class<?>> getDefaultKryoSerializerClasses();

    /** Classes written as a number instead of their name, in order of registration. */
    LinkedHashSet<Class<?>> getRegisteredKryoTypes();

    /** Subclasses of POJOs written as a number instead of their name, in order of registration. */
    LinkedHashSet<Class<?>> getRegisteredPojoTypes();

    /** Classes with the factories of their type information. */
    Map<Class<?>, Class<? extends TypeInfoFactory<?>>> getRegisteredTypeInfoFactories();

    /** Says whether a type that only the generic fallback can handle is refused. */
    boolean hasGenericTypesDisabled();

    /** Whether types without a serializer of their own may go through the generic fallback. */
    void setGenericTypes(boolean genericTypes);

    /** Says whether POJOs go through the generic fallback too. */
    boolean isForceKryoEnabled();

    /** Whether POJOs are serialized by the generic fallback. */
    void setForceKryo(boolean forceKryo);

    /** A copy that later changes do not reach. */
    SerializerConfig copy();
}
