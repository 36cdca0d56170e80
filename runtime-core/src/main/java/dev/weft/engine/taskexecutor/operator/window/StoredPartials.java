package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.streaming.api.windowing.windows.TimeWindow;

/** Reads what {@link SlicedWindows} stores of each window by itself: the {@link WindowPartials} of a key. */
final class StoredPartials extends StoredWindows {

    private final Operation.Window operation;
    private final SliceLayout layout;
    private final long sizeMs;
    private final PartialAggregation aggregation;
    private final NamespacedState<ValueState<Object>, Void> partials;
    private final RecreatedWindows recreated;
    private final SliceProgress progress;

    StoredPartials(Operation.Window operation, SliceLayout time, WindowEnvironment environment) throws Exception {
        super(operation, false, environment);
        this.operation = operation;
        this.layout = time.ofWindows();
        this.sizeMs = time.windowSize();
        this.aggregation = aggregation(operation, environment);
        this.partials = states().state(
                        new ValueStateDescriptor<>(
                                SlicedWindows.SEPARATE, new WindowPartialsSerializer(aggregation.serializer())),
                        Namespaces.NONE);
        this.recreated = new RecreatedWindows(this, aggregation, sizeMs, environment.clock());
        this.progress = new SliceProgress(SlicedWindows.SEPARATE, environment);
    }

    @Override
    public void forEach() throws Exception {
        partials.forEachKey(null, key -> {
            WindowPartials ofKey = (WindowPartials) partials.undivided().value();
            long fired = progress.firedFor(states().keys().hash());
            for (int i = 0; i < ofKey.size(); i++) {
                long end = ofKey.end(i);
                if (layout.windowEndFrom(end) != end) {
                    throw misplaced(operation.windowing().assigner(), end);
                }
                TimeWindow window = new TimeWindow(end - sizeMs, end);
                Object partial = aggregation.own(ofKey.partial(i));
                current(window, end <= fired).value(key, window, aggregation.result(partial));
            }
        });
        recreated.forEach();
    }
}
