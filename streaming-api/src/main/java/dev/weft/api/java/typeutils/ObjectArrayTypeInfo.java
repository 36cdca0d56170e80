package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.ObjectArraySerializer;
import java.util.Objects;

/**
 * An array of objects; null elements are allowed.
 *
 * @param <T> the type of the array
 * @param <C> the type of the elements
 */
@Public
public final class ObjectArrayTypeInfo<T, C> extends TypeInformation<T> {
    private static final long serialVersionUID = 1L;

    private final Class<T> arrayType;
    private final TypeInformation<C> componentInfo;

    private ObjectArrayTypeInfo(Class<T> arrayType, TypeInformation<C> componentInfo) {
        this.arrayType = Objects.requireNonNull(arrayType);
        this.componentInfo = Objects.requireNonNull(componentInfo);
    }

    /** Creates the type information of an array class whose elements are of a type. */
    @PublicEvolving
    public static <T, C> ObjectArrayTypeInfo<T, C> getInfoFor(Class<T> arrayClass, TypeInformation<C> componentInfo) {
        if (!arrayClass.isArray() || arrayClass.getComponentType().isPrimitive()) {
            throw new IllegalArgumentException(arrayClass.getName() + " is no array of objects");
        }
        return new ObjectArrayTypeInfo<>(arrayClass, componentInfo);
    }

    /** Creates the type information of an array of the component's class. */
    @PublicEvolving
    @SuppressWarnings("unchecked") // the caller names the array type as T
    public static <T, C> ObjectArrayTypeInfo<T, C> getInfoFor(TypeInformation<C> componentInfo) {
        return new ObjectArrayTypeInfo<>((Class<T>) componentInfo.getTypeClass().arrayType(), componentInfo);
    }

    /** Returns the type of the elements. */
    public TypeInformation<C> getComponentInfo() {
        return componentInfo;
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
        return arrayType;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return false;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(SerializerConfig config) {
        @SuppressWarnings("unchecked") // T is C[], or an array of a class that C extends
        TypeSerializer<T> serializer = (TypeSerializer<T>) new ObjectArraySerializer<>(
                (Class<C>) arrayType.getComponentType(), componentInfo.createSerializer(config));
        return serializer;
    }

    @Override
    @PublicEvolving
    public TypeSerializer<T> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "ObjectArrayTypeInfo<" + componentInfo + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof ObjectArrayTypeInfo<?, ?> that
                && that.canEqual(this)
                && that.arrayType == arrayType
                && that.componentInfo.equals(componentInfo);
    }

    @Override
    public int hashCode() {
        return 31 * arrayType.hashCode() + componentInfo.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof ObjectArrayTypeInfo;
    }
}
