package dev.weft.streaming.util;

import dev.weft.api.common.functions.Function;
import dev.weft.program.Operation;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/**
 * Names the operator of a function to a harness, which runs the engine's own. It cannot be a part of a program: there the
 * function is applied to a stream.
 */
public abstract class OneInputFunctionOperator<IN, OUT, F extends Function> extends AbstractUdfStreamOperator<OUT, F>
        implements OneInputStreamOperator<IN, OUT> {
    private static final long serialVersionUID = 1L;

    protected OneInputFunctionOperator(F userFunction) {
        super(userFunction);
    }

    /** What applying the function to a stream makes. */
    public abstract Operation operation();

    @Override
    public final void processElement(StreamRecord<IN> element) {
        throw new UnsupportedOperationException(getClass().getSimpleName()
                + " runs in a harness only: apply its function to a stream instead of transform(...)");
    }
}
