package dev.weft.streaming.api.functions.windowing;

import dev.weft.streaming.api.windowing.windows.Window;

/** The same as its superclass, which has a life cycle already. */
public abstract class RichProcessAllWindowFunction<IN, OUT, W extends Window>
        extends ProcessAllWindowFunction<IN, OUT, W> {
    private static final long serialVersionUID = 1L;
}
