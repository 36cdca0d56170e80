package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.state.AppendingState;
import dev.weft.engine.state.TimersByKey;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.streaming.api.windowing.windows.TimeWindow;

/**
 * Reads the windows that {@link SlicedWindows} had dropped before it was restored, and that late elements have begun again since
 * then.
 */
final class RecreatedWindows {

    private final StoredWindows windows;
    private final PartialAggregation aggregation;
    private final long sizeMs;
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> state;
    private final TimersByKey<Long> timers;

    RecreatedWindows(StoredWindows windows, PartialAggregation aggregation, long sizeMs, ProcessingTimeService clock) {
        this.windows = windows;
        this.aggregation = aggregation;
        this.sizeMs = sizeMs;
        this.state = windows.states().state(aggregation.descriptor(SlicedWindows.RECREATED), Namespaces.LONGS);
        this.timers = new TimersByKey<>(
                windows.states(),
                windows.states().timers(SlicedWindows.REOPENED, Namespaces.LONGS, clock, (domain, time) -> {}));
    }

    void forEach() throws Exception {
        state.forEach((key, end) -> {
            TimeWindow window = new TimeWindow(end - sizeMs, end);
            Object partial = aggregation.own(state.at(end).get());
            boolean fired = !timers.eventTime(end).contains(window.maxTimestamp());
            windows.current(window, fired).value(key, window, aggregation.result(partial));
        });
    }
}
