package dev.weft.streaming.api.functions.windowing;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.api.common.state.KeyedStateStore;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;

/**
 * Evaluates a window of a stream without keys, with access to state and side outputs.
 *
 * @param <IN> what the window holds
 * @param <OUT> the results
 */
public abstract class ProcessAllWindowFunction<IN, OUT, W extends Window> extends AbstractRichFunction {
    private static final long serialVersionUID = 1L;

    /**
     * Called when a window fires.
     *
     * @param context the window, its state and side outputs; valid during the call only
     * @param elements the elements of the window, or the one reduced or aggregated value
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    public abstract void process(Context context, Iterable<IN> elements, Collector<OUT> out) throws Exception;

    /** Drops per-window state; called once when the window is gone. */
    public void clear(Context context) throws Exception {}

    /** What is known of the window; valid during the call only. */
    public abstract class Context {
        /** The window that fires. */
        public abstract W window();

        /** State of this window; {@link #clear} must drop it. Not for windows that merge. */
        public abstract KeyedStateStore windowState();

        /** State of the whole stream. */
        public abstract KeyedStateStore globalState();

        /** Emits to a side output. */
        public abstract <X> void output(OutputTag<X> outputTag, X value);
    }
}
