package dev.weft.api.common.typeinfo;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.LocalDateSerializer;
import dev.weft.api.common.typeutils.base.LocalDateTimeSerializer;
import dev.weft.api.common.typeutils.base.LocalTimeSerializer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.temporal.Temporal;

/**
 * A local date, time or both, of java.time.
 *
 * @param <T> the type
 */
@Public
public final class LocalTimeTypeInfo<T extends Temporal> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    /** Dates without a zone. */
    public static final LocalTimeTypeInfo<LocalDate> LOCAL_DATE =
            new LocalTimeTypeInfo<>(LocalDate.class, LocalDateSerializer.INSTANCE);
    /** Times of day without a zone, with nanoseconds. */
    public static final LocalTimeTypeInfo<LocalTime> LOCAL_TIME =
            new LocalTimeTypeInfo<>(LocalTime.class, LocalTimeSerializer.INSTANCE);
    /** Dates and times without a zone, with nanoseconds. */
    public static final LocalTimeTypeInfo<LocalDateTime> LOCAL_DATE_TIME =
            new LocalTimeTypeInfo<>(LocalDateTime.class, LocalDateTimeSerializer.INSTANCE);

    private final Class<T> typeClass;
    private final TypeSerializer<T> serializer;

    private LocalTimeTypeInfo(Class<T> typeClass, TypeSerializer<T> serializer) {
        this.typeClass = typeClass;
        this.serializer = serializer;
    }

    /** Returns the type information of such a class, null for any other. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // found by its class
    public static <X extends Temporal> LocalTimeTypeInfo<X> getInfoFor(Class<X> type) {
        if (type == LocalDate.class) {
            return (LocalTimeTypeInfo<X>) LOCAL_DATE;
        }
        if (type == LocalTime.class) {
            return (LocalTimeTypeInfo<X>) LOCAL_TIME;
        }
        if (type == LocalDateTime.class) {
            return (LocalTimeTypeInfo<X>) LOCAL_DATE_TIME;
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
        return obj instanceof LocalTimeTypeInfo<?> that && that.canEqual(this) && that.typeClass == typeClass;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof LocalTimeTypeInfo;
    }
}
