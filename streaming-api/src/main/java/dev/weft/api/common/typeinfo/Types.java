package dev.weft.api.common.typeinfo;

import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.EitherTypeInfo;
import dev.weft.api.java.typeutils.EnumTypeInfo;
import dev.weft.api.java.typeutils.GenericTypeInfo;
import dev.weft.api.java.typeutils.ListTypeInfo;
import dev.weft.api.java.typeutils.MapTypeInfo;
import dev.weft.api.java.typeutils.ObjectArrayTypeInfo;
import dev.weft.api.java.typeutils.PojoField;
import dev.weft.api.java.typeutils.PojoRules;
import dev.weft.api.java.typeutils.PojoTypeInfo;
import dev.weft.api.java.typeutils.RowTypeInfo;
import dev.weft.api.java.typeutils.SetTypeInfo;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import dev.weft.api.java.typeutils.TypeExtractor;
import dev.weft.types.Either;
import dev.weft.types.Row;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Type information by name, for where it can't be found out or should be said. */
@PublicEvolving
public class Types {
    /** No value; only null. */
    public static final TypeInformation<Void> VOID = BasicTypeInfo.VOID_TYPE_INFO;
    /** Text; may be null. */
    public static final TypeInformation<String> STRING = BasicTypeInfo.STRING_TYPE_INFO;
    /** {@code byte} and {@link Byte}. */
    public static final TypeInformation<Byte> BYTE = BasicTypeInfo.BYTE_TYPE_INFO;
    /** {@code boolean} and {@link Boolean}. */
    public static final TypeInformation<Boolean> BOOLEAN = BasicTypeInfo.BOOLEAN_TYPE_INFO;
    /** {@code short} and {@link Short}. */
    public static final TypeInformation<Short> SHORT = BasicTypeInfo.SHORT_TYPE_INFO;
    /** {@code int} and {@link Integer}. */
    public static final TypeInformation<Integer> INT = BasicTypeInfo.INT_TYPE_INFO;
    /** {@code long} and {@link Long}. */
    public static final TypeInformation<Long> LONG = BasicTypeInfo.LONG_TYPE_INFO;
    /** {@code float} and {@link Float}. */
    public static final TypeInformation<Float> FLOAT = BasicTypeInfo.FLOAT_TYPE_INFO;
    /** {@code double} and {@link Double}. */
    public static final TypeInformation<Double> DOUBLE = BasicTypeInfo.DOUBLE_TYPE_INFO;
    /** {@code char} and {@link Character}. */
    public static final TypeInformation<Character> CHAR = BasicTypeInfo.CHAR_TYPE_INFO;
    /** Decimal numbers of any length. */
    public static final TypeInformation<BigDecimal> BIG_DEC = BasicTypeInfo.BIG_DEC_TYPE_INFO;
    /** Whole numbers of any length. */
    public static final TypeInformation<BigInteger> BIG_INT = BasicTypeInfo.BIG_INT_TYPE_INFO;
    /** Moments with nanoseconds. */
    public static final TypeInformation<Instant> INSTANT = BasicTypeInfo.INSTANT_TYPE_INFO;
    /** {@link java.sql.Date}. */
    public static final TypeInformation<Date> SQL_DATE = SqlTimeTypeInfo.DATE;
    /** {@link java.sql.Time}. */
    public static final TypeInformation<Time> SQL_TIME = SqlTimeTypeInfo.TIME;
    /** {@link java.sql.Timestamp}, with nanoseconds. */
    public static final TypeInformation<Timestamp> SQL_TIMESTAMP = SqlTimeTypeInfo.TIMESTAMP;
    /** Dates without a zone. */
    public static final TypeInformation<LocalDate> LOCAL_DATE = LocalTimeTypeInfo.LOCAL_DATE;
    /** Times of day without a zone. */
    public static final TypeInformation<LocalTime> LOCAL_TIME = LocalTimeTypeInfo.LOCAL_TIME;
    /** Dates and times without a zone. */
    public static final TypeInformation<LocalDateTime> LOCAL_DATE_TIME = LocalTimeTypeInfo.LOCAL_DATE_TIME;

    /** Rows of fields f0, f1, … of the given types. Fields may be null. */
    public static TypeInformation<Row> ROW(TypeInformation<?>... types) {
        return new RowTypeInfo(types);
    }

    /**
     * Rows of named fields. Fields may be null, and can be reached by name and by position.
     *
     * @param fieldNames one for each type, all different
     * @throws IllegalArgumentException if names and types differ in number, or a name comes twice
     */
    public static TypeInformation<Row> ROW_NAMED(String[] fieldNames, TypeInformation<?>... types) {
        return new RowTypeInfo(types, fieldNames);
    }

    /**
     * Tuples of as many fields as there are types, at most 25: {@code TUPLE(STRING, LONG)} is {@code Tuple2<String, Long>}. A field
     * must not be null unless its type takes null, as text does.
     */
    public static <T extends Tuple> TypeInformation<T> TUPLE(TypeInformation<?>... types) {
        return new TupleTypeInfo<>(types);
    }

    /**
     * Tuples of a subclass that names all type arguments: {@code class Word extends Tuple2<String, Long>}. The subclass needs a
     * public constructor without parameters and no fields of its own.
     *
     * @throws InvalidTypesException if it does not name them, or has fields of its own
     */
    public static <T extends Tuple> TypeInformation<T> TUPLE(Class<T> tupleSubclass) {
        TypeInformation<T> info = TypeExtractor.createTypeInfo(tupleSubclass);
        if (info instanceof TupleTypeInfo) {
            return info;
        }
        throw new InvalidTypesException(tupleSubclass.getName() + " is no tuple: it adds fields of its own");
    }

    /**
     * A POJO or a record, whose fields are found by reflection. A POJO is a public class with a public constructor without
     * parameters, whose fields are public and not final, or have a getter and a setter.
     *
     * @throws InvalidTypesException if the class is neither; the message says why
     */
    public static <T> TypeInformation<T> POJO(Class<T> pojoClass) {
        TypeInformation<T> info = TypeExtractor.createTypeInfo(pojoClass);
        if (info instanceof PojoTypeInfo) {
            return info;
        }
        throw new InvalidTypesException(pojoClass.getName() + " is no POJO: "
                + PojoRules.violation(pojoClass).orElse("another rule serves it as " + info));
    }

    /**
     * A POJO or a record whose fields have the given types. Fields that are not named are not part of the values: they are neither
     * written nor copied.
     *
     * @param fields type of each field by its name
     * @throws InvalidTypesException if the class has no such field
     */
    public static <T> TypeInformation<T> POJO(Class<T> pojoClass, Map<String, TypeInformation<?>> fields) {
        List<PojoField> pojoFields = new ArrayList<>();
        for (Field field : TypeExtractor.getAllDeclaredFields(pojoClass, false)) {
            if (fields.containsKey(field.getName())) {
                pojoFields.add(new PojoField(field, fields.get(field.getName())));
            }
        }
        if (pojoFields.size() != fields.size()) {
            throw new InvalidTypesException(
                    pojoClass.getName() + " has not all of the fields " + fields.keySet() + ", only " + pojoFields);
        }
        return new PojoTypeInfo<>(pojoClass, pojoFields);
    }

    /**
     * A class that the generic fallback serializes: slower and larger than any other type, and without schema evolution. Values
     * that it can't keep whole are refused.
     */
    public static <T> TypeInformation<T> GENERIC(Class<T> genericClass) {
        return new GenericTypeInfo<>(genericClass);
    }

    /**
     * Arrays of primitives, named by their box: {@code PRIMITIVE_ARRAY(Types.INT)} is {@code int[]}.
     *
     * @throws IllegalArgumentException if the type has no primitive
     */
    public static TypeInformation<?> PRIMITIVE_ARRAY(TypeInformation<?> elementType) {
        Class<?> primitive =
                MethodType.methodType(elementType.getTypeClass()).unwrap().returnType();
        TypeInformation<?> array =
                primitive == void.class ? null : PrimitiveArrayTypeInfo.getInfoFor(primitive.arrayType());
        if (array == null) {
            throw new IllegalArgumentException(elementType + " has no primitive to make an array of");
        }
        return array;
    }

    /** Arrays of objects. Elements may be null; an array can't be a key. */
    @SuppressWarnings("unchecked") // the array class of E's class
    public static <E> TypeInformation<E[]> OBJECT_ARRAY(TypeInformation<E> elementType) {
        TypeInformation<E[]> basic = elementType instanceof BasicTypeInfo
                ? (TypeInformation<E[]>)
                        BasicArrayTypeInfo.getInfoFor(elementType.getTypeClass().arrayType())
                : null;
        return basic != null ? basic : ObjectArrayTypeInfo.getInfoFor(elementType);
    }

    /**
     * Maps. Keys and values may be null. What is read is a {@link java.util.LinkedHashMap}, whatever map was written, in the
     * order of the entries that were written.
     */
    public static <K, V> TypeInformation<Map<K, V>> MAP(TypeInformation<K> keyType, TypeInformation<V> valueType) {
        return new MapTypeInfo<>(keyType, valueType);
    }

    /** Lists. Elements may be null. What is read is an {@link java.util.ArrayList}, whatever list was written. */
    public static <E> TypeInformation<List<E>> LIST(TypeInformation<E> elementType) {
        return new ListTypeInfo<>(elementType);
    }

    /** Sets. An element may be null. What is read is a {@link java.util.LinkedHashSet}, whatever set was written. */
    public static <E> TypeInformation<Set<E>> SET(TypeInformation<E> elementType) {
        return new SetTypeInfo<>(elementType);
    }

    /** Constants of an enum, written by number; state finds them by name when constants are added or moved. */
    public static <E extends Enum<E>> TypeInformation<E> ENUM(Class<E> enumType) {
        return new EnumTypeInfo<>(enumType);
    }

    /** A value of one of two types. */
    public static <L, R> TypeInformation<Either<L, R>> EITHER(
            TypeInformation<L> leftType, TypeInformation<R> rightType) {
        return new EitherTypeInfo<>(leftType, rightType);
    }
}
