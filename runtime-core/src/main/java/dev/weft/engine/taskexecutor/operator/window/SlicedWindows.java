package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.NamespacedState;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;

/**
 * Repeating windows of event time whose content is a partial result, kept by slices: an element goes into one slice,
 * however many windows it is in, and a window is combined of its slices when it fires.
 *
 * <p>Windows are not told of by timers: the watermark fires, one after the other, all windows that have a slice, for all
 * keys. Timers exist only for windows that got elements after a restore though they had fired before, for one key each.
 *
 * <p>Invariants: a slice is in the state as long as one of its windows is not gone; every slice in the state is in {@link
 * SliceProgress#slices}; {@link #reached} is not below any fired window's end.
 */
final class SlicedWindows extends Windows {

    private static final long NONE = Long.MAX_VALUE;

    private final KeyedStates states;
    private final WindowSetting setting;
    private final WindowAssigner<Object, Window> assigner;
    private final SliceLayout layout;
    private final Partials partials;
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> state;
    private final SliceProgress progress;
    private final KeyedTimers<Long> reopened;
    private final Lateness lateness;
    private final WindowCall call;
    private final boolean oneSliceAWindow;

    /** The windows in the making, for windows of several slices. */
    private final Runs runs;
    /** Slices up to this end are in the runs. */
    private long folded = Long.MIN_VALUE;

    private long watermark = Long.MIN_VALUE;
    /** A window that has fired for some key ends here or earlier. */
    private long reached;

    /** The slice of the last element, and its state if {@code named} says so. */
    private long hotStart = Long.MAX_VALUE;

    private long hotEnd = Long.MIN_VALUE;
    private long named = Long.MIN_VALUE;
    private AppendingState<Object, Object> slice;

    @SuppressWarnings("unchecked") // the program has matched assigner and elements
    SlicedWindows(
            Windowing windowing, SliceLayout layout, Partials partials, WindowResult result, WindowSetting setting)
            throws Exception {
        this.setting = setting;
        this.states = setting.state().keyed();
        this.assigner = (WindowAssigner<Object, Window>) windowing.assigner();
        this.layout = layout;
        this.oneSliceAWindow = layout.isOneSliceAWindow();
        this.partials = partials;
        this.state = states.state(partials.descriptor("slices"), Namespaces.LONGS);
        this.progress = new SliceProgress(setting);
        this.reached = progress.firedForAny();
        this.reopened = states.timers("reopened-windows", Namespaces.LONGS, setting.clock(), this::onReopened);
        this.lateness = new Lateness(windowing, setting);
        this.runs = new Runs(partials);
        WindowStateStore windowState =
                new WindowStateStore(states, WindowNamespaces.of(new TimeWindow.Serializer()), false);
        this.call =
                WindowCall.of(result, new WindowCall.Surroundings(setting, () -> watermark, windowState::of, states));
    }

    @Override
    public void add(Object value, long timestamp) throws Exception {
        if (timestamp < hotStart || timestamp >= hotEnd) {
            if (!turnTo(value, timestamp)) {
                return;
            }
        }
        if (hotEnd <= reached) {
            addToPast(value, timestamp);
        } else {
            slice(hotEnd).add(value);
        }
    }

    /** The handle of a slice. */
    private AppendingState<Object, Object> slice(long end) {
        if (named != end) {
            slice = state.at(end);
            named = end;
        }
        return slice;
    }

    private Object partial(long sliceEnd) throws Exception {
        return slice(sliceEnd).get();
    }

    /** Makes the slice of a timestamp the hot one; false if it is in no window. */
    private boolean turnTo(Object value, long timestamp) {
        if (timestamp == Batch.NO_TIMESTAMP || !SliceLayout.isInRange(timestamp)) {
            assigner.assignWindows(value, timestamp, null);
            throw new IllegalArgumentException(
                    "timestamp " + timestamp + " is too far from 1970; check what assigns the timestamps");
        }
        long end = layout.sliceEnd(timestamp);
        if (layout.lastWindowEnd(end) < end) {
            if (lateness.goneAt(timestamp) <= watermark) {
                lateness.tooLate(value, timestamp);
            }
            return false;
        }
        hotStart = layout.sliceStart(end);
        hotEnd = end;
        if (end > reached) {
            progress.slices().add(end);
        }
        return true;
    }

    /** An element of a slice that is in windows that have fired. */
    private void addToPast(Object value, long timestamp) throws Exception {
        long end = hotEnd;
        long lastWindowEnd = layout.lastWindowEnd(end);
        if (lateness.goneAt(lastWindowEnd - 1) <= watermark) {
            lateness.tooLate(value, timestamp);
            return;
        }
        progress.slices().add(end);
        slice(end).add(value);
        if (end <= folded) {
            runs.of(states.key(), states.keys().hash()).stale = true;
        }
        long alive = lateness.aliveFrom(watermark);
        long first = layout.windowEndFrom(alive == Long.MIN_VALUE ? end : Math.max(end, alive + 1));
        long last = Math.min(lastWindowEnd, progress.firedFor(states.keys().hash()));
        if (first <= last) {
            fireAgain(first, last);
        }
    }

    /** Fires windows once more for the current key, or sees to it that they will when the watermark is there. */
    private void fireAgain(long firstWindowEnd, long lastWindowEnd) throws Exception {
        Run run = new Run(states.key(), states.keys().hash(), partials);
        long taken = firstWindowEnd - layout.windowSize();
        for (long end = firstWindowEnd; end <= lastWindowEnd; end = layout.nextWindowEnd(end)) {
            if (end - 1 > watermark) {
                reopened.registerEventTimeAt(end - 1, end);
                continue;
            }
            take(run, taken, end);
            taken = end;
            run.leave(end - layout.windowSize(), this::partial);
            fire(run, end);
        }
    }

    /** Adds to a run what its key, which is current, has in the slices after one time up to another. */
    private void take(Run run, long after, long upTo) throws Exception {
        for (long end : progress.slices().subSet(after, false, upTo, true)) {
            Object partial = partial(end);
            if (partial != null) {
                run.add(end, partials.own(partial));
            }
        }
    }

    private void fire(Run run, long windowEnd) throws Exception {
        fire(run.key, new TimeWindow(windowEnd - layout.windowSize(), windowEnd), run.total());
    }

    /** @param partial the window's function may keep and change it */
    private void fire(Object key, TimeWindow window, Object partial) throws Exception {
        call.value(key, window, partials.result(partial));
        if (!lateness.isAllowed()) {
            call.clear(window);
        }
    }

    private void onReopened(TimeDomain domain, long time) {
        try {
            long end = reopened.longNamespace();
            Run run = new Run(states.key(), states.keys().hash(), partials);
            take(run, end - layout.windowSize(), end);
            if (!run.isEmpty()) {
                fire(run, end);
            }
        } catch (Throwable t) {
            throw setting.host().failure(t);
        }
    }

    @Override
    public void advance(long newWatermark) throws Exception {
        watermark = newWatermark;
        if (newWatermark < Long.MIN_VALUE / 2) {
            return;
        }
        reopened.advance(newWatermark);
        for (long end = nextWindowEnd(); end != NONE && end - 1 <= newWatermark; end = nextWindowEnd()) {
            if (oneSliceAWindow) {
                fireSlice(end);
            } else {
                fireRuns(end);
            }
            progress.firedUntil(end);
        }
        progress.firedUntil(
                newWatermark > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : layout.windowEndUpTo(newWatermark + 1));
        reached = progress.firedForAny();
        dropGone();
    }

    /** The end of the next window that has a slice, or {@link #NONE}. */
    private long nextWindowEnd() {
        long fired = progress.fired();
        if (fired == Long.MIN_VALUE) {
            return progress.slices().isEmpty()
                    ? NONE
                    : layout.windowEndFrom(progress.slices().first());
        }
        if (fired == Long.MAX_VALUE) {
            return NONE;
        }
        for (long slice : progress.slices().tailSet(fired - layout.windowSize(), false)) {
            if (layout.lastWindowEnd(slice) > fired) {
                return layout.windowEndFrom(Math.max(slice, fired + 1));
            }
        }
        return NONE;
    }

    private void fireSlice(long end) throws Exception {
        TimeWindow window = new TimeWindow(end - layout.windowSize(), end);
        state.forEachKey(end, key -> {
            if (progress.firedFor(states.keys().hash()) < end) {
                Object partial = state.at(end).get();
                if (partial != null) {
                    fire(key, window, lateness.isAllowed() ? partials.own(partial) : partial);
                }
            }
        });
        named = Long.MIN_VALUE;
    }

    private void fireRuns(long end) throws Exception {
        long start = end - layout.windowSize();
        for (long slice : progress.slices().subSet(Math.max(folded, start), false, end, true)) {
            state.forEachKey(slice, key -> {
                Object partial = state.at(slice).get();
                if (partial != null) {
                    runs.of(key, states.keys().hash()).add(slice, partials.own(partial));
                }
            });
        }
        named = Long.MIN_VALUE;
        folded = end;
        for (int i = runs.size() - 1; i >= 0; i--) {
            Run run = runs.at(i);
            states.use(run.key, run.hash);
            if (run.stale) {
                run.clear();
                take(run, start, end);
            } else {
                run.leave(start, this::partial);
            }
            if (run.isEmpty()) {
                runs.remove(run);
            } else if (progress.firedFor(run.hash) < end) {
                fire(run, end);
            }
        }
        states.keys().leave();
    }

    private void dropGone() {
        while (!progress.slices().isEmpty()) {
            long first = progress.slices().first();
            if (lateness.goneAt(layout.lastWindowEnd(first) - 1) > watermark) {
                return;
            }
            state.drop(first);
            progress.slices().pollFirst();
            named = Long.MIN_VALUE;
        }
    }

    @Override
    public void save() throws Exception {
        progress.save();
    }
}
