package dev.weft.streaming.api.functions.windowing;

import dev.weft.api.common.functions.AbstractRichFunction;
import dev.weft.streaming.api.windowing.windows.Window;

/** A {@link WindowFunction} with a life cycle. */
public abstract class RichWindowFunction<IN, OUT, KEY, W extends Window> extends AbstractRichFunction
        implements WindowFunction<IN, OUT, KEY, W> {
    private static final long serialVersionUID = 1L;
}
