package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.util.TreeMap;

/**
 * Reads what {@link SlicedWindows} stores in shared slices. A window that shares its slices with others is told until it fires
 * first: whether it is still kept for late elements cannot be seen from its slices.
 */
final class StoredSlices extends StoredWindows {

    private final SliceLayout layout;
    private final PartialAggregation aggregation;
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> slices;
    private final RecreatedWindows recreated;
    private final SliceProgress progress;

    StoredSlices(Operation.Window operation, SliceLayout layout, WindowEnvironment environment) throws Exception {
        super(operation, false, environment);
        this.layout = layout;
        this.aggregation = aggregation(operation, environment);
        this.slices = states().state(aggregation.descriptor(SlicedWindows.SLICES), Namespaces.LONGS);
        this.recreated = new RecreatedWindows(this, aggregation, layout.windowSize(), environment.clock());
        this.progress = new SliceProgress(SlicedWindows.SLICES, environment);
        for (long slice : progress.slices()) {
            if (layout.sliceEnd(slice - 1) != slice) {
                throw misplaced(operation.windowing().assigner(), slice);
            }
        }
    }

    /** Each key is read with the first of its slices. */
    @Override
    public void forEach() throws Exception {
        for (long slice : progress.slices()) {
            slices.forEachKey(slice, key -> {
                if (layout.isOneSliceAWindow()) {
                    boolean fired = slice <= firedForKey();
                    Object partial = aggregation.own(slices.at(slice).get());
                    current(window(slice), fired).value(key, window(slice), aggregation.result(partial));
                } else if (isFirst(slice)) {
                    windowsOf(key, slice);
                }
            });
        }
        recreated.forEach();
    }

    private boolean isFirst(long slice) throws Exception {
        for (long earlier : progress.slices().headSet(slice)) {
            if (slices.at(earlier).get() != null) {
                return false;
            }
        }
        return true;
    }

    private void windowsOf(Object key, long firstSlice) throws Exception {
        TreeMap<Long, Object> partials = new TreeMap<>();
        for (long slice : progress.slices().tailSet(firstSlice)) {
            Object partial = slices.at(slice).get();
            if (partial != null) {
                partials.put(slice, aggregation.own(partial));
            }
        }
        long fired = firedForKey();
        if (fired == Long.MAX_VALUE) {
            return;
        }
        long end = layout.windowEndFrom(Math.max(firstSlice, fired + 1));
        long appended = end - layout.windowSize();
        SlidingAggregate aggregate =
                new SlidingAggregate(key, states().keys().hash(), aggregation, layout.firstNumber(end));
        for (Long first = partials.higherKey(appended);
                first != null;
                first = partials.higherKey(end - layout.windowSize())) {
            end = Math.max(end, layout.windowEndFrom(first));
            for (Object partial : partials.subMap(appended, false, end, true).values()) {
                aggregate.append(aggregation.own(partial));
            }
            appended = end;
            moveTo(end, aggregate, partials);
            current(window(end), false).value(key, window(end), aggregation.result(aggregate.total()));
            end = layout.nextWindowEnd(end);
        }
    }

    private void moveTo(long end, SlidingAggregate aggregate, TreeMap<Long, Object> partials) throws Exception {
        long first = layout.firstNumber(end);
        if (aggregate.isOverdue(first)) {
            aggregate.begin(first, layout.number(end));
            for (var slice : partials.subMap(end - layout.windowSize(), false, end, true)
                    .descendingMap()
                    .entrySet()) {
                aggregate.push(layout.number(slice.getKey()), aggregation.own(slice.getValue()));
            }
        }
        aggregate.leave(first);
    }

    private long firedForKey() {
        return progress.firedFor(states().keys().hash());
    }

    private TimeWindow window(long end) {
        return new TimeWindow(end - layout.windowSize(), end);
    }
}
