package dev.weft.engine.types.generic;

import dev.weft.shaded.com.esotericsoftware.kryo.DefaultSerializer;
import dev.weft.shaded.com.esotericsoftware.kryo.KryoSerializable;
import java.io.Externalizable;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.Map;

/**
 * How objects of a class are serialized by the generic fallback. Depends on the class only, never on which modules the JVM
 * has opened, so that local runs and containers use the same format.
 */
enum SerializationStrategy {
    /** One of Kryo's own serializers: for well-known JDK classes, arrays and enums, or field by field. */
    KRYO,
    /** Java serialization: the class customizes it by methods, or extends a JDK class. */
    JAVA,
    /** Field by field, except fields of the JDK's superclasses, which are transient and not accessible. */
    OPEN_FIELDS,
    /** By the elements of one of the JDK's views or wrappers. */
    CONTENT,
    /** By public accessors and factory methods of a JDK class. */
    REBUILT,
    /** An Avro schema or text. */
    AVRO,
    /** Not serializable. */
    UNSUPPORTED;

    static SerializationStrategy of(Class<?> type) {
        if (type.isPrimitive()
                || type.isArray()
                || Enum.class.isAssignableFrom(type)
                || Modifier.isAbstract(type.getModifiers())) {
            return KRYO;
        }
        return Platform.owns(type) ? ofPlatform(type) : ofUser(type);
    }

    private static SerializationStrategy ofPlatform(Class<?> type) {
        if (Platform.isKnownToKryo(type)) {
            return KRYO;
        }
        if (PlatformValues.serves(type)) {
            return REBUILT;
        }
        if (ContentSerializer.servesLists(type)) {
            return CONTENT;
        }
        if (Serializable.class.isAssignableFrom(type)) {
            return JAVA;
        }
        return isCollection(type) && !Modifier.isPublic(type.getModifiers()) ? CONTENT : UNSUPPORTED;
    }

    private static SerializationStrategy ofUser(Class<?> type) {
        if (KryoSerializable.class.isAssignableFrom(type)
                || type.isAnnotationPresent(DefaultSerializer.class)
                || AvroSerializer.isSpecificRecord(type)) {
            return KRYO;
        }
        if (AvroSerializer.serves(type)) {
            return AVRO;
        }
        Class<?> base = Platform.superclassOf(type);
        boolean special = base != Object.class && base != Record.class || isCollection(type);
        if (Serializable.class.isAssignableFrom(type)) {
            return special || takesPartInJavaSerialization(type) ? JAVA : KRYO;
        }
        if (!special) {
            return KRYO;
        }
        return hasClosedContent(base) ? UNSUPPORTED : OPEN_FIELDS;
    }

    private static boolean isCollection(Class<?> type) {
        return Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
    }

    /** Whether objects have content in fields that only the JDK can access. */
    private static boolean hasClosedContent(Class<?> base) {
        for (Class<?> c = base; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers()) && !Modifier.isTransient(field.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether a class, or a superclass, customizes Java serialization. */
    private static boolean takesPartInJavaSerialization(Class<?> type) {
        if (Externalizable.class.isAssignableFrom(type)) {
            return true;
        }
        for (Class<?> c = type; c != null && !Platform.owns(c); c = c.getSuperclass()) {
            boolean inherited = c != type;
            if (declares(c, false, "writeObject", ObjectOutputStream.class)
                    || declares(c, false, "readObject", ObjectInputStream.class)
                    || declares(c, inherited, "writeReplace")
                    || declares(c, inherited, "readResolve")
                    || declaresSerialFields(c)) {
                return true;
            }
        }
        return false;
    }

    private static boolean declares(Class<?> type, boolean inherited, String name, Class<?>... parameters) {
        try {
            Method method = type.getDeclaredMethod(name, parameters);
            return !(inherited && Modifier.isPrivate(method.getModifiers()));
        } catch (NoSuchMethodException | NoClassDefFoundError e) {
            // another method of the class may refer to a class that is missing at run time
            return false;
        }
    }

    private static boolean declaresSerialFields(Class<?> type) {
        try {
            return Modifier.isStatic(
                    type.getDeclaredField("serialPersistentFields").getModifiers());
        } catch (NoSuchFieldException e) {
            return false;
        }
    }
}
