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
    public static final TypeInformation<Void> VOID = BasicTypeInfo.VOID_TYPE_INFO;
    public static final TypeInformation<String> STRING = BasicTypeInfo.STRING_TYPE_INFO;
    public static final TypeInformation<Byte> BYTE = BasicTypeInfo.BYTE_TYPE_INFO;
    public static final TypeInformation<Boolean> BOOLEAN = BasicTypeInfo.BOOLEAN_TYPE_INFO;
    public static final TypeInformation<Short> SHORT = BasicTypeInfo.SHORT_TYPE_INFO;
    public static final TypeInformation<Integer> INT = BasicTypeInfo.INT_TYPE_INFO;
    public static final TypeInformation<Long> LONG = BasicTypeInfo.LONG_TYPE_INFO;
    public static final TypeInformation<Float> FLOAT = BasicTypeInfo.FLOAT_TYPE_INFO;
    public static final TypeInformation<Double> DOUBLE = BasicTypeInfo.DOUBLE_TYPE_INFO;
    public static final TypeInformation<Character> CHAR = BasicTypeInfo.CHAR_TYPE_INFO;
    public static final TypeInformation<BigDecimal> BIG_DEC = BasicTypeInfo.BIG_DEC_TYPE_INFO;
    public static final TypeInformation<BigInteger> BIG_INT = BasicTypeInfo.BIG_INT_TYPE_INFO;
    public static final TypeInformation<Instant> INSTANT = BasicTypeInfo.INSTANT_TYPE_INFO;
    public static final TypeInformation<Date> SQL_DATE = SqlTimeTypeInfo.DATE;
    public static final TypeInformation<Time> SQL_TIME = SqlTimeTypeInfo.TIME;
    public static final TypeInformation<Timestamp> SQL_TIMESTAMP = SqlTimeTypeInfo.TIMESTAMP;
    public static final TypeInformation<LocalDate> LOCAL_DATE = LocalTimeTypeInfo.LOCAL_DATE;
    public static final TypeInformation<LocalTime> LOCAL_TIME = LocalTimeTypeInfo.LOCAL_TIME;
    public static final TypeInformation<LocalDateTime> LOCAL_DATE_TIME = LocalTimeTypeInfo.LOCAL_DATE_TIME;

    /** A row of fields f0, f1, … */
    public static TypeInformation<Row> ROW(TypeInformation<?>... types) {
        return new RowTypeInfo(types);
    }

    /** A row of named fields. */
    public static TypeInformation<Row> ROW_NAMED(String[] fieldNames, TypeInformation<?>... types) {
        return new RowTypeInfo(types, fieldNames);
    }

    /** A tuple of as many fields as there are types. */
    public static <T extends Tuple> TypeInformation<T> TUPLE(TypeInformation<?>... types) {
        return new TupleTypeInfo<>(types);
    }

    /**
     * A subclass of a tuple class that names all its type parameters.
     *
     * @throws InvalidTypesException if it doesn't
     */
    public static <T extends Tuple> TypeInformation<T> TUPLE(Class<T> tupleSubclass) {
        TypeInformation<T> info = TypeExtractor.createTypeInfo(tupleSubclass);
        if (info instanceof TupleTypeInfo) {
            return info;
        }
        throw new InvalidTypesException(tupleSubclass.getName() + " is no tuple: it adds fields of its own");
    }

    /**
     * A POJO or record.
     *
     * @throws InvalidTypesException if the class is neither
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
     * A POJO or record whose fields have given types; fields that are not named don't belong to the values.
     *
     * @throws InvalidTypesException if the class is neither, or has no such field
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

    /** A class that the generic fallback is to serialize. */
    public static <T> TypeInformation<T> GENERIC(Class<T> genericClass) {
        return new GenericTypeInfo<>(genericClass);
    }

    /** An array of primitives, named by their box: {@code PRIMITIVE_ARRAY(Types.INT)} is {@code int[]}. */
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

    /** An array of objects. */
    @SuppressWarnings("unchecked") // the array class of E's class
    public static <E> TypeInformation<E[]> OBJECT_ARRAY(TypeInformation<E> elementType) {
        TypeInformation<E[]> basic = elementType instanceof BasicTypeInfo
                ? (TypeInformation<E[]>)
                        BasicArrayTypeInfo.getInfoFor(elementType.getTypeClass().arrayType())
                : null;
        return basic != null ? basic : ObjectArrayTypeInfo.getInfoFor(elementType);
    }

    public static <K, V> TypeInformation<Map<K, V>> MAP(TypeInformation<K> keyType, TypeInformation<V> valueType) {
        return new MapTypeInfo<>(keyType, valueType);
    }

    public static <E> TypeInformation<List<E>> LIST(TypeInformation<E> elementType) {
        return new ListTypeInfo<>(elementType);
    }

    public static <E> TypeInformation<Set<E>> SET(TypeInformation<E> elementType) {
        return new SetTypeInfo<>(elementType);
    }

    public static <E extends Enum<E>> TypeInformation<E> ENUM(Class<E> enumType) {
        return new EnumTypeInfo<>(enumType);
    }

    public static <L, R> TypeInformation<Either<L, R>> EITHER(
            TypeInformation<L> leftType, TypeInformation<R> rightType) {
        return new EitherTypeInfo<>(leftType, rightType);
    }
}
