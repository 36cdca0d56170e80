package dev.weft.streaming.api.datastream;

import dev.weft.api.common.InvalidProgramException;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.java.tuple.Tuple;
import dev.weft.api.java.typeutils.TupleTypeInfo;
import java.util.stream.IntStream;

/** Map function that selects fields of a tuple, in a given order. */
final class Projection<T, R extends Tuple> implements MapFunction<T, R> {
    private static final long serialVersionUID = 1L;

    private final int[] positions;
    private final Class<R> result;

    private Projection(int[] positions, Class<R> result) {
        this.positions = positions;
        this.result = result;
    }

    static <T, R extends Tuple> Projection<T, R> of(TupleTypeInfo<R> type, int[] positions) {
        return new Projection<>(positions.clone(), type.getTypeClass());
    }

    /** The type of what is left of elements of a type. */
    static <R extends Tuple> TupleTypeInfo<R> type(TypeInformation<?> type, int[] positions) {
        if (!(type instanceof TupleTypeInfo<?> tuple)) {
            throw new InvalidProgramException(
                    "project(...) works on tuples, but the elements are of " + type + ": use map(...)");
        }
        if (positions.length == 0 || positions.length > Tuple.MAX_ARITY) {
            throw new InvalidProgramException(
                    "project(...) was given " + positions.length + " positions, it takes from 1 to " + Tuple.MAX_ARITY);
        }
        for (int position : positions) {
            if (position < 0 || position >= tuple.getArity()) {
                throw new InvalidProgramException("project(...) was given position " + position + ", but elements of "
                        + type + " have positions 0 to " + (tuple.getArity() - 1));
            }
        }
        return new TupleTypeInfo<>(
                IntStream.of(positions).mapToObj(tuple::getTypeAt).toArray(TypeInformation<?>[]::new));
    }

    @Override
    public R map(T value) {
        Tuple from = (Tuple) value;
        Tuple to = Tuple.newInstance(positions.length);
        for (int i = 0; i < positions.length; i++) {
            to.setField(from.getField(positions[i]), i);
        }
        return result.cast(to);
    }
}
