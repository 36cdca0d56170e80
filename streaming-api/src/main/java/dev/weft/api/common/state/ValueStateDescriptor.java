package dev.weft.api.common.state;

import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;

/** Names a {@link ValueState}. */
public class ValueStateDescriptor<T> extends StateDescriptor<ValueState<T>, T> {
    private static final long serialVersionUID = 1L;

    /**
     * A descriptor for a value of a class without type parameters with a default. Prefer null and a check in the
     * function: a default cannot be told from a value.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param defaultValue what a key without a value reads, as a copy
     */
    public ValueStateDescriptor(String name, Class<T> typeClass, T defaultValue) {
        super(name, typeClass, defaultValue);
    }

    /**
     * A descriptor for a value of this type with a default. Prefer null and a check in the function: a default cannot
     * be told from a value.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param defaultValue what a key without a value reads, as a copy
     */
    public ValueStateDescriptor(String name, TypeInformation<T> typeInfo, T defaultValue) {
        super(name, typeInfo, defaultValue);
    }

    /**
     * A descriptor for a value with this serializer with a default. Prefer null and a check in the function: a default
     * cannot be told from a value.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param defaultValue what a key without a value reads, as a copy
     */
    public ValueStateDescriptor(String name, TypeSerializer<T> typeSerializer, T defaultValue) {
        super(name, typeSerializer, defaultValue);
    }

    /**
     * A descriptor for a value of a class without type parameters; a key without a value reads null.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ValueStateDescriptor(String name, Class<T> typeClass) {
        super(name, typeClass, null);
    }

    /**
     * A descriptor for a value of this type; a key without a value reads null.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ValueStateDescriptor(String name, TypeInformation<T> typeInfo) {
        super(name, typeInfo, null);
    }

    /**
     * A descriptor for a value with this serializer; a key without a value reads null.
     *
     * @param name unique among the states of the operator; state is found again by it
     */
    public ValueStateDescriptor(String name, TypeSerializer<T> typeSerializer) {
        super(name, typeSerializer, null);
    }

    @Override
    public Type getType() {
        return Type.VALUE;
    }
}
