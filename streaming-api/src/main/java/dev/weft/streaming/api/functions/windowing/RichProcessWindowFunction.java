package dev.weft.streaming.api.functions.windowing;

import dev.weft.streaming.api.windowing.windows.Window;

/** The same as its superclass, which has a life cycle already. */
public abstract class RichProcessWindowFunction<IN, OUT, KEY, W extends Window>
        extends ProcessWindowFunction<IN, OUT, KEY, W> {
    private static final long serialVersionUID = 1L;
}
