package dev.weft.streaming.util;

import dev.weft.api.common.functions.Function;
import dev.weft.program.Operation;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/**
 * Marker for the operator of a function, to pass to a harness, which runs the engine's operator. It cannot be used in a
 * program: there the function is applied to a stream.
 */
public abstract class OneInputFunctionOperator<IN, OUT, F extends Function> extends AbstractUdfStreamOperator<OUT, F>
        implements OneInputStreamOperator<IN, OUT> {
    private static final long serialVersionUID = 1L;

    protected OneInputFunctionOperator(F userFunction) {
        super(userFunction);
    }

    /** The operation that applying the function to a stream creates. */
    public abstract Operation operation();

    @Override
    public final void processElement(StreamRecord<IN> element) {
        throw new UnsupportedOperationException(getClass().getSimpleName()
                + " runs in a harness only: apply its function to a stream instead of transform(...)");
    }
}
