package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.SetSerializer;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A set; null elements are allowed.
 *
 * @param <T> the type of the elements
 */
@Public
public final class SetTypeInfo<T> extends TypeInformation<Set<T>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<T> elementTypeInfo;

    /**
     * Creates the type information.
     *
     * @param elementTypeClass a class without type parameters, whose type information is found by reflection
     */
    public SetTypeInfo(Class<T> elementTypeClass) {
        this(TypeInformation.of(elementTypeClass));
    }

    /**
     * Creates the type information.
     *
     * @param elementTypeInfo the type of the elements
     */
    public SetTypeInfo(TypeInformation<T> elementTypeInfo) {
        this.elementTypeInfo = Objects.requireNonNull(elementTypeInfo);
    }

    /** Returns the type of the elements. */
    public TypeInformation<T> getElementTypeInfo() {
        return elementTypeInfo;
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
        return 0;
    }

    @Override
    @PublicEvolving
    public int getTotalFields() {
        return 1;
    }

    @Override
    @PublicEvolving
    @SuppressWarnings("unchecked") // the class literal can't carry type parameters
    public Class<Set<T>> getTypeClass() {
        return (Class<Set<T>>) (Class<?>) Set.class;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of("E", elementTypeInfo);
    }

    @Override
    @PublicEvolving
    public boolean isSortKeyType() {
        return false;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Set<T>> createSerializer(SerializerConfig config) {
        return new SetSerializer<>(elementTypeInfo.createSerializer(config));
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Set<T>> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "Set<" + elementTypeInfo + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof SetTypeInfo<?> that
                && that.canEqual(this)
                && that.elementTypeInfo.equals(elementTypeInfo);
    }

    @Override
    public int hashCode() {
        return 31 * elementTypeInfo.hashCode() + 1;
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof SetTypeInfo;
    }
}
