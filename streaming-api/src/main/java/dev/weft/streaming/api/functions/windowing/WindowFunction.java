package dev.weft.streaming.api.functions.windowing;

import dev.weft.api.common.functions.Function;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;

/**
 * Evaluates a window of a key.
 *
 * @param <IN> what the window holds
 * @param <OUT> the results
 */
public interface WindowFunction<IN, OUT, KEY, W extends Window> extends Function, Serializable {
    /**
     * Called when a window of a key fires.
     *
     * @param input the elements of the window, or the one reduced or aggregated value
     * @param out takes any number of results
     * @throws Exception fails the job
     */
    void apply(KEY key, W window, Iterable<IN> input, Collector<OUT> out) throws Exception;
}
