package dev.weft.playground;

import dev.weft.api.common.functions.MapFunction;

/** Makes backpressure: in every second minute each click takes 100 ms. Changes nothing. */
final class SlowPhases implements MapFunction<ClickEvent, ClickEvent> {

    private static final long serialVersionUID = 1L;
    private static final long MS_OF_A_PHASE = 60_000;
    private static final long MS_OF_A_SLOW_CLICK = 100;

    @Override
    public ClickEvent map(ClickEvent click) throws InterruptedException {
        if (System.currentTimeMillis() / MS_OF_A_PHASE % 2 == 0) {
            Thread.sleep(MS_OF_A_SLOW_CLICK);
        }
        return click;
    }
}
