package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.AtomicType;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.runtime.kryo.KryoSerializer;
import java.util.Objects;

/**
 * A class that no rule serves; the generic fallback serializes it.
 *
 * @param <T> the type
 */
@Public
public final class GenericTypeInfo<T> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> typeClass;

    /**
     * Creates the type information.
     *
     * @param typeClass the class, or a supertype, of the values; each value is written with its own class
     */
    public GenericTypeInfo(Class<T> typeClass) {
        this.typeClass = Objects.requireNonNull(typeClass);
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
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    @PublicEvolving
    public boolean isSortKeyType() {
        return Comparable.class.isAssignableFrom(typeClass);
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        if (config.hasGenericTypesDisabled()) {
            throw new UnsupportedOperationException("Generic types are disabled (pipeline.generic-types), but "
                    + typeClass.getName() + " is one: "
                    + PojoRules.violation(typeClass).orElse("its type information was chosen to be generic")
                    + ". Make it a POJO or a record, or name its type information by returns(...) or, for all places,"
                    + " by @TypeInfo on the class");
        }
        return new KryoSerializer<>(typeClass, config);
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "GenericType<" + typeClass.getCanonicalName() + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof GenericTypeInfo<?> that && that.canEqual(this) && that.typeClass == typeClass;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof GenericTypeInfo;
    }
}
