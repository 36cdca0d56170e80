package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.SqlDateSerializer;
import dev.weft.api.common.typeutils.base.SqlTimeSerializer;
import dev.weft.api.common.typeutils.base.SqlTimestampSerializer;
import java.sql.Date;
import java.sql.Time;
import java.sql.Timestamp;

/**
 * A date, time or timestamp of java.sql.
 *
 * @param <T> the type
 */
@Public
public final class SqlTimeTypeInfo<T> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    /** {@link java.sql.Date}, in milliseconds. */
    public static final SqlTimeTypeInfo<Date> DATE = new SqlTimeTypeInfo<>(Date.class, SqlDateSerializer.INSTANCE);
    /** {@link java.sql.Time}, in milliseconds. */
    public static final SqlTimeTypeInfo<Time> TIME = new SqlTimeTypeInfo<>(Time.class, SqlTimeSerializer.INSTANCE);
    /** {@link java.sql.Timestamp}, with nanoseconds. */
    public static final SqlTimeTypeInfo<Timestamp> TIMESTAMP =
            new SqlTimeTypeInfo<>(Timestamp.class, SqlTimestampSerializer.INSTANCE);

    private final Class<T> typeClass;
    private final TypeSerializer<T> serializer;

    private SqlTimeTypeInfo(Class<T> typeClass, TypeSerializer<T> serializer) {
        this.typeClass = typeClass;
        this.serializer = serializer;
    }

    /** Returns the type information of such a class, null for any other. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // found by its class
    public static <X> SqlTimeTypeInfo<X> getInfoFor(Class<X> type) {
        if (type == Date.class) {
            return (SqlTimeTypeInfo<X>) DATE;
        }
        if (type == Time.class) {
            return (SqlTimeTypeInfo<X>) TIME;
        }
        if (type == Timestamp.class) {
            return (SqlTimeTypeInfo<X>) TIMESTAMP;
        }
        return null;
    }

    @Override
    @PublicEvolving
    public boolean isBasicType() {
        return false;
    }

    @Override
    @PublicEvolving
    public boolean isTupleType() {
        return false;
    }

    @Override
    @PublicEvolving
    public int getArity() {
        return 1;
    }

    @Override
    @PublicEvolving
    public int getTotalFields() {
        return 1;
    }

    @Override
    @PublicEvolving
    public Class<T> getTypeClass() {
        return typeClass;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return true;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        return serializer;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return typeClass.getSimpleName();
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof SqlTimeTypeInfo<?> that && that.canEqual(this) && that.typeClass == typeClass;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof SqlTimeTypeInfo;
    }
}
