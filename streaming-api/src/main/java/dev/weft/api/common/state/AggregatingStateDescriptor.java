package dev.weft.api.common.state;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeutils.TypeSerializer;

/** Names an {@link AggregatingState}. */
public class AggregatingStateDescriptor<IN, ACC, OUT> extends StateDescriptor<AggregatingState<IN, OUT>, ACC> {
    private static final long serialVersionUID = 1L;

    private final AggregateFunction<IN, ACC, OUT> aggregateFunction;

    /**
     * A descriptor for an accumulator of a class without type parameters.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param aggregateFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public AggregatingStateDescriptor(
            String name, AggregateFunction<IN, ACC, OUT> aggregateFunction, Class<ACC> stateType) {
        super(name, stateType, null);
        this.aggregateFunction = PlainFunctions.require(aggregateFunction, name);
    }

    /**
     * A descriptor for an accumulator of this type.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param aggregateFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public AggregatingStateDescriptor(
            String name, AggregateFunction<IN, ACC, OUT> aggregateFunction, TypeInformation<ACC> stateType) {
        super(name, stateType, null);
        this.aggregateFunction = PlainFunctions.require(aggregateFunction, name);
    }

    /**
     * A descriptor for an accumulator with this serializer.
     *
     * @param name unique among the states of the operator; state is found again by it
     * @param aggregateFunction not a rich function, which nobody would open
     * @throws UnsupportedOperationException if it is one
     */
    public AggregatingStateDescriptor(
            String name, AggregateFunction<IN, ACC, OUT> aggregateFunction, TypeSerializer<ACC> typeSerializer) {
        super(name, typeSerializer, null);
        this.aggregateFunction = PlainFunctions.require(aggregateFunction, name);
    }

    /** What aggregates. */
    public AggregateFunction<IN, ACC, OUT> getAggregateFunction() {
        return aggregateFunction;
    }

    @Override
    public Type getType() {
        return Type.AGGREGATING;
    }
}
