package dev.weft.streaming.api.functions.windowing;

import dev.weft.api.common.functions.Function;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;

/** Evaluates a window of a stream without keys. */
public interface AllWindowFunction<IN, OUT, W extends Window> extends Function, Serializable {
    /**
     * Called when a window fires.
     *
     * @param values the elements of the window, or the one reduced or aggregated value
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    void apply(W window, Iterable<IN> values, Collector<OUT> out) throws Exception;
}
