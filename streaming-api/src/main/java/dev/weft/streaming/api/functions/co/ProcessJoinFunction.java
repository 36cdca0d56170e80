package dev.weft.streaming.api.functions.co;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/** Handles each pair of elements that an interval join finds. */
public abstract class ProcessJoinFunction<IN1, IN2, OUT> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called for each pair of elements that match.
     *
     * @param ctx timestamps and side outputs; valid during the call only
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void processElement(IN1 left, IN2 right, Context ctx, Collector<OUT> out) throws Exception;

    /** What is known of the current pair; valid during the call only. */
    public abstract class Context {
        /** The timestamp of the left element. */
        public abstract long getLeftTimestamp();

        /** The timestamp of the right element. */
        public abstract long getRightTimestamp();

        /** The timestamp of the results: the later one of the two. */
        public abstract long getTimestamp();

        /** Emits to a side output. */
        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
