package dev.weft.api.java.typeutils;

import dev.weft.annotation.Public;
import dev.weft.annotation.PublicEvolving;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.serialization.SerializerConfig;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.java.typeutils.runtime.EitherSerializer;
import dev.weft.types.Either;
import java.util.Map;
import java.util.Objects;

/**
 * A value of one of two types.
 *
 * @param <L> the left type
 * @param <R> the right type
 */
@Public
public final class EitherTypeInfo<L, R> extends TypeInformation<Either<L, R>> {
    private static final long serialVersionUID = 1L;

    private final TypeInformation<L> leftType;
    private final TypeInformation<R> rightType;

    /**
     * Creates the type information.
     *
     * @param leftType the type of left values
     * @param rightType the type of right values
     */
    public EitherTypeInfo(TypeInformation<L> leftType, TypeInformation<R> rightType) {
        this.leftType = Objects.requireNonNull(leftType);
        this.rightType = Objects.requireNonNull(rightType);
    }

    /** Returns the type of left values. */
    public TypeInformation<L> getLeftType() {
        return leftType;
    }

    /** Returns the type of right values. */
    public TypeInformation<R> getRightType() {
        return rightType;
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
    @SuppressWarnings("unchecked") // the class literal can't carry type parameters
    public Class<Either<L, R>> getTypeClass() {
        return (Class<Either<L, R>>) (Class<?>) Either.class;
    }

    @Override
    @PublicEvolving
    public boolean isKeyType() {
        return KeyRules.violation(this).isEmpty();
    }

    @Override
    @PublicEvolving
    public Map<String, TypeInformation<?>> getGenericParameters() {
        return Map.of("L", leftType, "R", rightType);
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Either<L, R>> createSerializer(SerializerConfig config) {
        return new EitherSerializer<>(leftType.createSerializer(config), rightType.createSerializer(config));
    }

    @Override
    @PublicEvolving
    public TypeSerializer<Either<L, R>> createSerializer(ExecutionConfig config) {
        return createSerializer(config.getSerializerConfig());
    }

    @Override
    public String toString() {
        return "Either<" + leftType + ", " + rightType + ">";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof EitherTypeInfo<?, ?> that
                && that.canEqual(this)
                && that.leftType.equals(leftType)
                && that.rightType.equals(rightType);
    }

    @Override
    public int hashCode() {
        return 31 * leftType.hashCode() + rightType.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof EitherTypeInfo;
    }
}
