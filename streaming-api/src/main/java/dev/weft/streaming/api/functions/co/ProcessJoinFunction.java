package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/** Handles each pair of elements that an interval join finds. */
public abstract class ProcessJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    public abstract void processElement(IN1 left, IN2 right, Context ctx, Collector<OUT> out) throws Exception;

    /** What is known of the current pair; valid during the call only. */
    public abstract class Context {
        public abstract long getLeftTimestamp();

        public abstract long getRightTimestamp();

        /** The timestamp of the results: the later one of the two. */
        public abstract long getTimestamp();

        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
