package dev.weft.streaming.util;

import dev.weft.api.common.functions.Function;
import dev.weft.program.Operation;
import dev.weft.streaming.api.operators.AbstractUdfStreamOperator;
import dev.weft.streaming.api.operators.TwoInputStreamOperator;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;

/** As {@link OneInputFunctionOperator}, for functions over two streams. */
public abstract class TwoInputFunctionOperator<IN1, IN2, OUT, F extends Function>
        extends AbstractUdfStreamOperator<OUT, F> implements TwoInputStreamOperator<IN1, IN2, OUT> {
    private static final long serialVersionUID = 1L;

    protected TwoInputFunctionOperator(F userFunction) {
        super(userFunction);
    }

    /** The operation that applying the function to connected streams creates. */
    public abstract Operation operation();

    @Override
    public final void processElement1(StreamRecord<IN1> element) {
        throw misplaced();
    }

    @Override
    public final void processElement2(StreamRecord<IN2> element) {
        throw misplaced();
    }

    private UnsupportedOperationException misplaced() {
        return new UnsupportedOperationException(getClass().getSimpleName()
                + " runs in a harness only: apply its function to connected streams instead of transform(...)");
    }
}
