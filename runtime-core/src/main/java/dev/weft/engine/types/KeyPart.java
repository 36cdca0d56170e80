package dev.weft.engine.types;

import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.CompositeType;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.EitherTypeInfo;
import dev.weft.api.java.typeutils.KeyRules;
import dev.weft.api.java.typeutils.ListTypeInfo;
import dev.weft.api.java.typeutils.MapTypeInfo;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.SetTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;
import dev.weft.types.Either;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Hash function for a key or a part of one, with the same result in every JVM. Stateless. */
interface KeyPart {

    /** The value's own hash code, for values that contain nothing that is hashed by identity. */
    KeyPart OWN_HASH = Object::hashCode;

    /** Enums are hashed by name, because their own hash code is by identity. */
    KeyPart BY_NAME = constant -> ((Enum<?>) constant).name().hashCode();

    /** Hashes by the value's runtime class, where the declared type does not determine it. */
    KeyPart BY_VALUE = value -> PartsOfClasses.of(value.getClass()).hash(value);

    /** @param value not null */
    int hash(Object value);

    static int hashOrZero(KeyPart part, Object value) {
        return value == null ? 0 : part.hash(value);
    }

    /** The hash function for a type; rejects a type whose equal values can have different hash codes. */
    static KeyPart of(TypeInformation<?> type) {
        Optional<String> violation = KeyRules.violation(type);
        if (violation.isPresent()) {
            throw refused(type.getTypeClass(), violation.get());
        }
        Class<?> raw = type.getTypeClass();
        if (Enum.class.isAssignableFrom(raw)) {
            return BY_NAME;
        }
        if (type instanceof CompositeType<?> composite && type.isTupleType() && Tuple.class.isAssignableFrom(raw)) {
            return OfTuple.of(composite);
        }
        if (type instanceof PojoTypeInfo<?> pojo && raw.isRecord()) {
            return OfRecord.of(pojo);
        }
        if (type instanceof ListTypeInfo<?> list) {
            return OfList.of(of(list.getElementTypeInfo()));
        }
        if (type instanceof SetTypeInfo<?> set) {
            return OfSet.of(of(set.getElementTypeInfo()));
        }
        if (type instanceof MapTypeInfo<?, ?> map) {
            return OfMap.of(of(map.getKeyTypeInfo()), of(map.getValueTypeInfo()));
        }
        if (type instanceof EitherTypeInfo<?, ?> either) {
            return OfEither.of(of(either.getLeftType()), of(either.getRightType()));
        }
        boolean leavesOpen = KeyRules.isOpen(raw)
                || Collection.class.isAssignableFrom(raw)
                || Map.class.isAssignableFrom(raw)
                || raw == Optional.class;
        return leavesOpen && !type.isBasicType() ? BY_VALUE : OWN_HASH;
    }

    private static WeftException refused(Class<?> type, String why) {
        return new WeftException(ErrorCode.USER_CODE, "type " + type.getName() + " cannot be a key: " + why);
    }

    /** Hash functions for classes that are known only at run time. Thread-safe. */
    final class PartsOfClasses {
        private static final ClassValue<KeyPart> KNOWN = new ClassValue<>() {
            @Override
            protected KeyPart computeValue(Class<?> type) {
                return find(type);
            }
        };

        private PartsOfClasses() {}

        static KeyPart of(Class<?> type) {
            return KNOWN.get(type);
        }

        private static KeyPart find(Class<?> type) {
            if (Tuple.class.isAssignableFrom(type)) {
                return PartsOfClasses::hashOfTuple;
            }
            if (List.class.isAssignableFrom(type)) {
                return new OfList(BY_VALUE);
            }
            if (Set.class.isAssignableFrom(type)) {
                return new OfSet(BY_VALUE);
            }
            if (Map.class.isAssignableFrom(type)) {
                return new OfMap(BY_VALUE, BY_VALUE);
            }
            if (Map.Entry.class.isAssignableFrom(type)) {
                return entry -> OfMap.hashOfEntry((Map.Entry<?, ?>) entry, BY_VALUE, BY_VALUE);
            }
            if (Either.class.isAssignableFrom(type)) {
                return new OfEither(BY_VALUE, BY_VALUE);
            }
            if (type == Optional.class) {
                return optional -> hashOrZero(BY_VALUE, ((Optional<?>) optional).orElse(null));
            }
            try {
                return KeyPart.of(TypeExtractor.createTypeInfo(type));
            } catch (InvalidTypesException undescribed) {
                return OWN_HASH;
            }
        }

        private static int hashOfTuple(Object value) {
            Tuple tuple = (Tuple) value;
            int hash = 1;
            for (int i = 0; i < tuple.getArity(); i++) {
                hash = 31 * hash + hashOrZero(BY_VALUE, tuple.getField(i));
            }
            return hash;
        }
    }

    private static KeyPart[] fields(CompositeType<?> type) {
        KeyPart[] parts = new KeyPart[type.getArity()];
        for (int i = 0; i < parts.length; i++) {
            parts[i] = of(type.getTypeAt(i));
        }
        return parts;
    }

    private static boolean allOwn(KeyPart... parts) {
        for (KeyPart part : parts) {
            if (part != OWN_HASH) {
                return false;
            }
        }
        return true;
    }

    /** A list, element by element, as {@link List#hashCode} does. */
    record OfList(KeyPart element) implements KeyPart {

        private static KeyPart of(KeyPart element) {
            return allOwn(element) ? OWN_HASH : new OfList(element);
        }

        @Override
        public int hash(Object value) {
            int hash = 1;
            for (Object each : (List<?>) value) {
                hash = 31 * hash + hashOrZero(element, each);
            }
            return hash;
        }
    }

    /** A set, whatever the order of its elements, as {@link Set#hashCode} does. */
    record OfSet(KeyPart element) implements KeyPart {

        private static KeyPart of(KeyPart element) {
            return allOwn(element) ? OWN_HASH : new OfSet(element);
        }

        @Override
        public int hash(Object value) {
            int hash = 0;
            for (Object each : (Set<?>) value) {
                hash += hashOrZero(element, each);
            }
            return hash;
        }
    }

    /** A map, whatever the order of its entries, as {@link Map#hashCode} does. */
    record OfMap(KeyPart key, KeyPart entryValue) implements KeyPart {

        private static KeyPart of(KeyPart key, KeyPart value) {
            return allOwn(key, value) ? OWN_HASH : new OfMap(key, value);
        }

        @Override
        public int hash(Object value) {
            int hash = 0;
            for (Map.Entry<?, ?> entry : ((Map<?, ?>) value).entrySet()) {
                hash += hashOfEntry(entry, key, entryValue);
            }
            return hash;
        }

        static int hashOfEntry(Map.Entry<?, ?> entry, KeyPart key, KeyPart value) {
            return hashOrZero(key, entry.getKey()) ^ hashOrZero(value, entry.getValue());
        }
    }

    /** An Either: the side that is present. */
    record OfEither(KeyPart left, KeyPart right) implements KeyPart {

        private static KeyPart of(KeyPart left, KeyPart right) {
            return allOwn(left, right) ? OWN_HASH : new OfEither(left, right);
        }

        @Override
        public int hash(Object value) {
            Either<?, ?> either = (Either<?, ?>) value;
            return either.isLeft() ? left.hash(either.left()) : right.hash(either.right());
        }
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
            if (!RecordEquality.isGenerated(raw)) {
                Optional<String> violation = KeyRules.violationOfItsOwnHash(type);
                if (violation.isPresent()) {
                    throw refused(raw, violation.get());
                }
                return OWN_HASH;
            }
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
