package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.AppendingState;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.state.EndOfInputTime;
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
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;

/**
 * Repeating windows whose content is a partial result, with the default trigger. Kept by slices, an element goes into one slice,
 * however many windows it is in, and a window is combined of its slices when it fires. Kept separately, because nothing
 * shows that partial results may be combined, every window has a partial result of its own, to which its elements are added in
 * order of arrival; it then counts as one slice that is named by the window's end.
 *
 * <p>Windows are not told of by timers: time fires, one after the other, all windows that have a slice, for all keys. In
 * event time that is the watermark, and timers exist only for windows that got elements after a restore though they had
 * fired before, for one key each. By the clock one timer of the whole instance waits for the next window's end; no element
 * is late then, and a clock that goes backward adds to the windows that come next.
 *
 * <p>Invariants: a slice is in the state as long as one of its windows is not gone; every slice in the state is in {@link
 * SliceProgress#slices}; {@link #reached} is not below any fired window's end.
 */
final class SlicedWindows extends Windows {

    private static final long NONE = Long.MAX_VALUE;
    private static final long NOWHERE = Long.MIN_VALUE;
    /** Which bits of a key's hash say when its turn is: not those that choose its key group. */
    private static final int TURN_BITS = 16;

    private final KeyedStates states;
    private final WindowEnvironment environment;
    private final WindowAssigner<Object, Window> assigner;
    private final PartialAggregation aggregation;
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> state;
    /** What is in windows that were gone before a restore, by their ends. */
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> recreated;

    private final SliceProgress progress;
    private final KeyedTimers<Long> reopened;
    private final Lateness lateness;
    private final WindowFunctionCall call;
    private final boolean oneSliceAWindow;
    private final boolean separate;
    /** Where slices of time lie, and which windows they are in. */
    private final SliceLayout time;
    /** Where the slices in the state lie: the same, or one for each window. */
    private final SliceLayout layout;

    /** The windows in the making, for windows of several slices. */
    private final SlidingAggregates runs;

    private final List<SlidingAggregate> turning = new ArrayList<>();
    /** Slices up to this end are in the runs. */
    private long folded = Long.MIN_VALUE;

    private long watermark = Long.MIN_VALUE;
    /** Until when windows have fired: the watermark, or the clock's time. */
    private long past = Long.MIN_VALUE;

    private final boolean eventTime;
    /** When the clock will fire windows next. */
    private long scheduledFor = NONE;

    /** A window that has fired for some key ends here or earlier. */
    private long reached;

    /** The slice of the last element, and its state if {@code named} says so. */
    private long hotStart = Long.MAX_VALUE;

    private long hotEnd = Long.MIN_VALUE;
    private long named = NOWHERE;
    private AppendingState<Object, Object> slice;

    @SuppressWarnings("unchecked") // the program has matched assigner and elements
    SlicedWindows(
            Windowing windowing,
            SliceLayout time,
            boolean separate,
            PartialAggregation aggregation,
            WindowResult result,
            WindowEnvironment environment)
            throws Exception {
        String stateName = separate ? "windows" : "slices";
        this.separate = separate;
        this.time = time;
        this.environment = environment;
        this.states = environment.state().keyed();
        this.assigner = (WindowAssigner<Object, Window>) windowing.assigner();
        this.layout = separate ? time.ofWindows() : time;
        this.oneSliceAWindow = layout.isOneSliceAWindow();
        this.aggregation = aggregation;
        this.state = states.state(aggregation.descriptor(stateName), Namespaces.LONGS);
        this.recreated = states.state(aggregation.descriptor("recreated-windows"), Namespaces.LONGS);
        this.progress = new SliceProgress(stateName, environment);
        this.reached = progress.firedForAny();
        this.reopened = states.timers("reopened-windows", Namespaces.LONGS, environment.clock(), this::onReopened);
        this.eventTime = assigner.isEventTime();
        this.lateness = new Lateness(windowing, eventTime ? windowing.allowedLatenessMs() : 0, environment);
        this.runs = new SlidingAggregates(aggregation);
        WindowStateStore windowState =
                new WindowStateStore(states, WindowNamespaces.of(new TimeWindow.Serializer()), false);
        this.call = WindowFunctionCall.of(
                result, new WindowFunctionCall.CallContext(environment, () -> watermark, windowState::of, states));
    }

    @Override
    public void open() {
        schedule();
    }

    @Override
    public void add(Object value, long timestamp) throws Exception {
        long at = eventTime ? timestamp : Math.max(environment.clock().getCurrentProcessingTime(), reached);
        if (at < hotStart || at >= hotEnd) {
            if (!turnTo(value, at)) {
                return;
            }
        }
        if (separate) {
            addToEach(value, at);
        } else if (hotEnd > reached) {
            slice(hotEnd).add(value);
        } else if (!addToPast(hotEnd, value)) {
            lateness.tooLate(value, at);
        }
    }

    /** Adds to every window that is not gone. */
    private void addToEach(Object value, long timestamp) throws Exception {
        boolean taken = false;
        long last = time.lastWindowEnd(hotEnd);
        for (long end = time.windowEndFrom(hotEnd); end <= last; end = time.nextWindowEnd(end)) {
            Object its = aggregation.shared(value);
            if (end > reached) {
                slice(end).add(its);
                taken = true;
            } else {
                taken |= addToPast(end, its);
            }
        }
        if (!taken) {
            lateness.tooLate(value, timestamp);
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
            assigner.assignWindows(value, timestamp, new AssignerClock(environment.clock()));
            throw new IllegalArgumentException(
                    "timestamp " + timestamp + " is too far from 1970; check what assigns the timestamps");
        }
        long end = time.sliceEnd(timestamp);
        if (time.lastWindowEnd(end) < end) {
            if (eventTime && lateness.goneAt(timestamp) <= watermark) {
                lateness.tooLate(value, timestamp);
            }
            return false;
        }
        hotStart = time.sliceStart(end);
        hotEnd = end;
        if (separate) {
            long last = time.lastWindowEnd(end);
            for (long window = time.windowEndFrom(Math.max(end, reached)); window <= last; window += time.slide()) {
                open(window);
            }
        } else {
            open(end);
        }
        return true;
    }

    private void open(long sliceEnd) {
        if (sliceEnd > reached) {
            progress.slices().add(sliceEnd);
            schedule();
        }
    }

    /** Adds to a slice that is in windows that have fired; false if all of them are gone. */
    private boolean addToPast(long end, Object value) throws Exception {
        long lastWindowEnd = layout.lastWindowEnd(end);
        if (lateness.goneAt(lastWindowEnd - 1) <= watermark) {
            return false;
        }
        long first = firstAliveAt(watermark, end);
        long firstKept = Math.max(first, firstAliveAt(progress.savedWatermark(), end));
        for (long again = first; again <= lastWindowEnd && again < firstKept; again = layout.nextWindowEnd(again)) {
            addToRecreated(again, value);
        }
        if (firstKept > lastWindowEnd) {
            return true;
        }
        progress.slices().add(end);
        slice(end).add(value);
        if (end <= folded) {
            runs.of(states.key(), states.keys().hash(), layout.number(end)).stale = true;
        }
        fireAgain(
                firstKept,
                Math.min(lastWindowEnd, progress.firedFor(states.keys().hash())));
        return true;
    }

    /** The end of the first window of a slice that is not gone at a watermark. */
    private long firstAliveAt(long mark, long sliceEnd) {
        long alive = lateness.aliveFrom(mark);
        return layout.windowEndFrom(alive == Long.MIN_VALUE ? sliceEnd : Math.max(sliceEnd, alive + 1));
    }

    /**
     * Adds to a window that was gone before the state was saved, but is not yet now that the watermark is not known: it
     * begins anew, as if there had been nothing in it.
     */
    private void addToRecreated(long windowEnd, Object value) throws Exception {
        AppendingState<Object, Object> its = recreated.at(windowEnd);
        its.add(aggregation.shared(value));
        if (windowEnd - 1 <= watermark) {
            fire(states.key(), window(windowEnd), aggregation.own(its.get()));
        } else {
            reopened.registerEventTimeAt(windowEnd - 1, windowEnd);
        }
        reopened.registerEventTimeAt(lateness.goneAt(windowEnd - 1), windowEnd);
    }

    private TimeWindow window(long end) {
        return new TimeWindow(end - time.windowSize(), end);
    }

    /** Fires windows once more for the current key, or sees to it that they will when the watermark is there. */
    private void fireAgain(long firstWindowEnd, long lastWindowEnd) throws Exception {
        SlidingAggregate run = null;
        for (long end = firstWindowEnd; end <= lastWindowEnd; end = layout.nextWindowEnd(end)) {
            if (end - 1 > watermark) {
                reopened.registerEventTimeAt(end - 1, end);
            } else if (run == null) {
                run = runUpTo(end);
                fire(run, end);
            } else {
                for (long sliceEnd : progress.slices().subSet(end - layout.slide(), false, end, true)) {
                    Object partial = partial(sliceEnd);
                    if (partial != null) {
                        run.append(aggregation.own(partial));
                    }
                }
                run.leave(layout.firstNumber(end));
                fire(run, end);
            }
        }
    }

    /** What the current key has in a window. All windows that share a slice with it and end later can follow. */
    private SlidingAggregate runUpTo(long windowEnd) throws Exception {
        long first = layout.firstNumber(windowEnd);
        SlidingAggregate run = new SlidingAggregate(states.key(), states.keys().hash(), aggregation, first);
        run.begin(first, layout.number(windowEnd));
        for (long sliceEnd : slicesOf(windowEnd).descendingSet()) {
            Object partial = partial(sliceEnd);
            if (partial != null) {
                run.push(layout.number(sliceEnd), aggregation.own(partial));
            }
        }
        return run;
    }

    private NavigableSet<Long> slicesOf(long windowEnd) {
        return progress.slices().subSet(windowEnd - layout.windowSize(), false, windowEnd, true);
    }

    private void fire(SlidingAggregate run, long windowEnd) throws Exception {
        fire(run.key, window(windowEnd), run.total());
    }

    /** @param partial the window's function may keep and change it */
    private void fire(Object key, TimeWindow window, Object partial) throws Exception {
        call.value(key, window, aggregation.result(partial));
        if (!lateness.isAllowed()) {
            call.clear(window);
        }
    }

    private void onReopened(TimeDomain domain, long time) {
        try {
            long end = reopened.longNamespace();
            AppendingState<Object, Object> its = recreated.at(end);
            Object partial = its.get();
            if (partial == null) {
                SlidingAggregate run = runUpTo(end);
                if (!run.isEmpty()) {
                    fire(run, end);
                }
                return;
            }
            if (time == end - 1) {
                fire(states.key(), window(end), aggregation.own(partial));
            }
            if (time == lateness.goneAt(end - 1)) {
                recreated.at(end).clear();
            }
        } catch (Throwable t) {
            throw environment.host().failure(t);
        }
    }

    @Override
    public void advance(long newWatermark) throws Exception {
        watermark = newWatermark;
        if (newWatermark < Long.MIN_VALUE / 2) {
            return;
        }
        reopened.advance(newWatermark);
        if (eventTime) {
            fireUntil(newWatermark);
        }
    }

    /** Nothing but the current key has windows: all fire, and time begins anew for the next key. */
    @Override
    public void endOfKey() throws Exception {
        watermark = Long.MAX_VALUE;
        fireUntil(Long.MAX_VALUE);
        progress.begin();
        runs.clear();
        folded = Long.MIN_VALUE;
        reached = Long.MIN_VALUE;
        past = Long.MIN_VALUE;
        watermark = Long.MIN_VALUE;
        hotStart = Long.MAX_VALUE;
        hotEnd = Long.MIN_VALUE;
        named = NOWHERE;
    }

    /** Has the clock fire the next window when it is over. */
    private void schedule() {
        if (eventTime || environment.clock() instanceof EndOfInputTime) {
            return;
        }
        long end = nextWindowEnd();
        if (end != NONE && end - 1 < scheduledFor) {
            scheduledFor = end - 1;
            environment.clock().registerTimer(end - 1, this::onClock);
        }
    }

    private void onClock(long scheduled) {
        if (scheduledFor == scheduled) {
            scheduledFor = NONE;
        }
        try {
            fireUntil(Math.max(scheduled, environment.clock().getCurrentProcessingTime() - 1));
            schedule();
        } catch (Throwable t) {
            throw environment.host().failure(t);
        }
    }

    private void fireUntil(long time) throws Exception {
        past = time;
        for (long end = nextWindowEnd(); end != NONE && end - 1 <= time; end = nextWindowEnd()) {
            if (oneSliceAWindow) {
                fireSlice(end);
            } else {
                fireRuns(end);
            }
            progress.firedUntil(end);
        }
        progress.firedUntil(time > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : layout.windowEndUpTo(time + 1));
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
        TimeWindow window = window(end);
        state.forEachKey(end, key -> {
            if (progress.firedFor(states.keys().hash()) < end) {
                Object partial = state.at(end).get();
                if (partial != null) {
                    fire(key, window, lateness.isAllowed() ? aggregation.own(partial) : partial);
                }
            }
        });
        named = NOWHERE;
    }

    private void fireRuns(long end) throws Exception {
        long first = layout.firstNumber(end);
        foldUpTo(end, first);
        turnRuns(end, first);
        named = NOWHERE;
        for (int i = runs.size() - 1; i >= 0; i--) {
            SlidingAggregate run = runs.at(i);
            run.leave(first);
            if (run.isEmpty()) {
                runs.remove(run);
            } else if (progress.firedFor(run.hash) < end) {
                states.use(run.key, run.hash);
                fire(run, end);
            }
        }
        states.keys().leave();
    }

    /** Appends the slices that are over to the runs of their keys. */
    private void foldUpTo(long end, long first) throws Exception {
        for (long sliceEnd : slicesOf(end)) {
            if (sliceEnd > folded) {
                state.forEachKey(sliceEnd, key -> {
                    Object partial = state.at(sliceEnd).get();
                    if (partial != null) {
                        runs.of(key, states.keys().hash(), first).append(aggregation.own(partial));
                    }
                });
            }
        }
        folded = end;
    }

    /**
     * Makes the fronts of some runs anew: of those that must be, and of every other one once in the time of a window, not all
     * at the same time.
     */
    private void turnRuns(long end, long first) throws Exception {
        long last = layout.number(end);
        turning.clear();
        for (int i = 0; i < runs.size(); i++) {
            SlidingAggregate run = runs.at(i);
            if (run.stale || run.isOverdue(first) || run.hasBack() && layout.isTurnOf(run.hash >>> TURN_BITS, end)) {
                run.begin(first, last);
                turning.add(run);
            }
        }
        if (turning.isEmpty()) {
            return;
        }
        for (long sliceEnd : slicesOf(end).descendingSet()) {
            AppendingState<Object, Object> its = state.at(sliceEnd);
            long number = layout.number(sliceEnd);
            for (SlidingAggregate run : turning) {
                states.use(run.key, run.hash);
                Object partial = its.get();
                if (partial != null) {
                    run.push(number, aggregation.own(partial));
                }
            }
        }
        turning.clear();
    }

    private void dropGone() {
        while (!progress.slices().isEmpty()) {
            long first = progress.slices().first();
            if (lateness.goneAt(layout.lastWindowEnd(first) - 1) > past) {
                return;
            }
            state.drop(first);
            progress.slices().pollFirst();
            named = NOWHERE;
        }
    }

    @Override
    public void save() throws Exception {
        progress.save(Math.max(past, progress.savedWatermark()));
    }
}
