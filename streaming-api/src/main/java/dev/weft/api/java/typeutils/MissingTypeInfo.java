package dev.weft.api.java.typeutils;

import dev.weft.annotation.Internal;
import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.InvalidTypesException;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;

/**
 * Stands where the output type of a function could not be found out, until the program names it by {@code returns(...)}.
 * Whoever needs the type before throws {@link #getTypeException()}.
 */
@Internal
public final class MissingTypeInfo extends TypeInformation<InvalidTypesException> {
    private static final long serialVersionUID = 1L;

    private final String functionName;
    private final InvalidTypesException typeException;

    /**
     * Creates the type information.
     *
     * @param functionName the function whose output type is missing, for messages
     * @param typeException what was wrong and what to do about it
     */
    public MissingTypeInfo(String functionName, InvalidTypesException typeException) {
        this.functionName = functionName;
        this.typeException = typeException;
    }

    /** Returns the name of the function whose output type is missing. */
    public String getFunctionName() {
        return functionName;
    }

    /** Returns what was wrong and what to do about it. */
    public InvalidTypesException getTypeException() {
        return typeException;
    }

    @Override
    public boolean isBasicType() {
        throw missing();
    }

    @Override
    public boolean isTupleType() {
        throw missing();
    }

    @Override
    public int getArity() {
        throw missing();
    }

    @Override
    public int getTotalFields() {
        throw missing();
    }

    @Override
    public Class<InvalidTypesException> getTypeClass() {
        throw missing();
    }

    @Override
    public boolean isKeyType() {
        throw missing();
    }

    @Override
    public TypeSerializer<InvalidTypesException> createSerializer(ExecutionConfig config) {
        throw missing();
    }

    /** A fresh exception, so that its stack shows who asked; the reason is its cause. */
    private InvalidTypesException missing() {
        return new InvalidTypesException(typeException.getMessage(), typeException);
    }

    @Override
    public String toString() {
        return "MissingTypeInfo(" + functionName + ")";
    }

    @Override
    public boolean equals(Object obj) {
        return obj instanceof MissingTypeInfo that && that.functionName.equals(functionName);
    }

    @Override
    public int hashCode() {
        return functionName.hashCode();
    }

    @Override
    public boolean canEqual(Object obj) {
        return obj instanceof MissingTypeInfo;
    }
}
