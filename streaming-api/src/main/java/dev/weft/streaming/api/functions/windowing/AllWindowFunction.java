package dev.weft.streaming.api.functions.windowing;

import dev.weft.api.common.functions.Function;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import java.io.Serializable;

/** Evaluates a window of a stream without keys. */
public interface AllWindowFunction<IN, OUT, W extends Window> extends Function, Serializable {
    void apply(W window, Iterable<IN> values, Collector<OUT> out) throws Exception;
}
