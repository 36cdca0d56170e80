package dev.weft.playground;

import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Instant;

/** Adds page and window to the final count. */
final class CountOfWindow extends ProcessWindowFunction<Long, ClickEventStatistics, String, TimeWindow> {

    private static final long serialVersionUID = 1L;

    @Override
    public void process(String page, Context context, Iterable<Long> counts, Collector<ClickEventStatistics> out) {
        TimeWindow window = context.window();
        out.collect(new ClickEventStatistics(
                Instant.ofEpochMilli(window.getStart()).toString(),
                Instant.ofEpochMilli(window.getEnd()).toString(),
                page,
                counts.iterator().next()));
    }
}
