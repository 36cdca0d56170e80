package dev.weft.api.common.state;

import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;

/** Names a {@link ReducingState}. */
public class ReducingStateDescriptor<T> extends StateDescriptor<ReducingState<T>, T> {
    private static final long serialVersionUID = 1L;

    private final ReduceFunction<T> reduceFunction;

    /**
     * A descriptor for values of a class without type parameters.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param reduceFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, Class<T> typeClass) {
        super(name, typeClass, null);
        this.reduceFunction = PlainFunctions.require(reduceFunction, name);
    }

    /**
     * A descriptor for values of this type.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param reduceFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, TypeInformation<T> typeInfo) {
        super(name, typeInfo, null);
        this.reduceFunction = PlainFunctions.require(reduceFunction, name);
    }

    /**
     * A descriptor for values with this serializer.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param reduceFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public ReducingStateDescriptor(String name, ReduceFunction<T> reduceFunction, TypeSerializer<T> typeSerializer) {
        super(name, typeSerializer, null);
        this.reduceFunction = PlainFunctions.require(reduceFunction, name);
    }

    /** What reduces. */
    public ReduceFunction<T> getReduceFunction() {
        return reduceFunction;
    }

    @Override
    public Type getType() {
        return Type.REDUCING;
    }
}
