package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.AtomicType;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.EnumSerializer;

/**
 * An enum. As a key it counts by its name, as the hash code of a constant differs from process to process.
 *
 * @param <T> the enum
 */
@Public
public final class EnumTypeInfo<T extends Enum<T>> extends TypeInformation<T> implements AtomicType<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> typeClass;

    /**
     * Creates the type information.
     *
     * @param typeClass the enum itself, not the class of a constant with a body
     */
    public EnumTypeInfo(Class<T> typeClass) {
        if (!Enum.class.isAssignableFrom(typeClass)) {
            throw new IllegalArgumentException(typeClass.getName() + " is no enum");
        }
        this.typeClass = typeClass;
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
        return new EnumSerializer<>(typeClass);
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "EnumTypeInfo<" + typeClass.getName() + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof EnumTypeInfo<?> that && that.canEqual(this) && that.typeClass == typeClass;
    }

    @Override
    public int hashCode() {
        return typeClass.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof EnumTypeInfo;
    }
}
