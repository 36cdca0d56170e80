package dev.weft.engine.types;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;

/** Hashes a key or a part of one so that the hash is equal in every JVM. Stateless. */
interface KeyPart {

    /** The value's own hash code, where nothing in it is hashed by identity. */
    KeyPart OWN_HASH = Object::hashCode;

    /** An enum's hash code is its identity; its name is the same everywhere. */
    KeyPart BY_NAME = constant -> ((Enum<?>) constant).name().hashCode();

    /** Where the type does not tell what the value is. */
    KeyPart BY_VALUE = KeyPart::hashOfUnknown;

    /** @param value not null */
    int hash(Object value);

    static int hashOrZero(KeyPart part, Object value) {
        return value == null ? 0 : part.hash(value);
    }

    /** How values of the type are hashed; refuses a type whose equal values can have different hash codes. */
    static KeyPart of(TypeInformation<?> type) {
        Class<?> raw = type.getTypeClass();
        if (raw.isArray()) {
            throw refused(raw, "equal arrays have different hash codes; key by a List, a String or a record instead");
        }
        if (Enum.class.isAssignableFrom(raw)) {
            return BY_NAME;
        }
        if (type instanceof CompositeType<?> composite && type.isTupleType() && Tuple.class.isAssignableFrom(raw)) {
            return OfTuple.of(composite);
        }
        if (type instanceof PojoTypeInfo<?> pojo && raw.isRecord()) {
            return OfRecord.of(pojo);
        }
        if (raw == Object.class || raw == Comparable.class || Tuple.class.isAssignableFrom(raw)) {
            return BY_VALUE;
        }
        if (!raw.isInterface() && !raw.isPrimitive() && usesIdentity(raw)) {
            throw refused(raw, "it does not override hashCode() and equals(); add both");
        }
        if (!type.isKeyType()) {
            throw refused(
                    raw,
                    "it holds an enum or an array whose hash code may be part of its own and differs between"
                            + " processes; key by a record or tuple of its fields instead");
        }
        return raw.isInterface()
                        && !type.isBasicType()
                        && type.getGenericParameters().isEmpty()
                ? BY_VALUE
                : OWN_HASH;
    }

    private static boolean usesIdentity(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() == Object.class
                    || type.getMethod("equals", Object.class).getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has a hashCode() and an equals()", e);
        }
    }

    private static int hashOfUnknown(Object value) {
        if (value instanceof Enum<?>) {
            return BY_NAME.hash(value);
        }
        if (value instanceof Tuple tuple) {
            int hash = 1;
            for (int i = 0; i < tuple.getArity(); i++) {
                hash = 31 * hash + hashOrZero(BY_VALUE, tuple.getField(i));
            }
            return hash;
        }
        if (value.getClass().isArray()) {
            throw refused(
                    value.getClass(), "equal arrays have different hash codes; key by a List or a String instead");
        }
        return value.hashCode();
    }

    private static WeftException refused(Class<?> type, String why) {
        return new WeftException(ErrorCode.USER_CODE, "type " + type.getName() + " cannot be a key: " + why);
    }

    private static KeyPart[] fields(CompositeType<?> type) {
        KeyPart[] parts = new KeyPart[type.getArity()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = of(type.getTypeAt(i));
        }
        return parts;
    }

    private static boolean allOwn(KeyPart[] parts) {
        for (KeyPart part : parts) {
            if (part != OWN_HASH) {
                return false;
            }
        }
        return true;
    }

    /** A tuple, field by field. */
    record OfTuple(KeyPart[] fields) implements KeyPart {

        private static KeyPart of(CompositeType<?> type) {
            KeyPart[] fields = KeyPart.fields(type);
            return allOwn(fields) ? OWN_HASH : new OfTuple(fields);
        }

        @Override
        public int hash(Object value) {
            Tuple tuple = (Tuple) value;
            int hash = 1;
            for (int i = 0; i < fields.length; i++) {
                hash = 31 * hash + hashOrZero(fields[i], tuple.getField(i));
            }
            return hash;
        }
    }

    /** A record, component by component. */
    record OfRecord(KeyPart[] fields, MethodHandle[] accessors) implements KeyPart {

        private static KeyPart of(PojoTypeInfo<?> type) {
            KeyPart[] fields = KeyPart.fields(type);
            if (allOwn(fields)) {
                return OWN_HASH;
            }
            Class<?> raw = type.getTypeClass();
            MethodHandle[] accessors = new MethodHandle[fields.length];
            try {
                for (int i = 0; i < fields.length; i++) {
                    var accessor = raw.getDeclaredMethod(type.getFieldNames()[i]);
                    accessor.setAccessible(true);
                    accessors[i] = MethodHandles.lookup().unreflect(accessor);
                }
            } catch (ReflectiveOperationException e) {
                throw refused(raw, "its components cannot be read: " + e);
            }
            return new OfRecord(fields, accessors);
        }

        @Override
        public int hash(Object value) {
            int hash = 1;
            for (int i = 0; i < fields.length; i++) {
                hash = 31 * hash + hashOrZero(fields[i], read(accessors[i], value));
            }
            return hash;
        }

        private static Object read(MethodHandle accessor, Object key) {
            try {
                return accessor.invoke(key);
            } catch (Throwable t) {
                throw new WeftException(
                        ErrorCode.USER_CODE, "a component of a key of " + key.getClass() + " cannot be read", t);
            }
        }
    }
}
