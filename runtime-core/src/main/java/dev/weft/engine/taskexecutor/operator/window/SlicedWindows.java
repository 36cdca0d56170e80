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
 * Tumbling and sliding windows with a reduce or aggregate function and the default trigger. There are two storage
 * modes. Shared slices (stream slicing): an element is added to one slice, however many windows contain it, and a
 * window is merged from its slices when it fires. Separate: when partial aggregates cannot be proven to be mergeable,
 * every window has its own partial aggregate, to which its elements are added in order of arrival; a window then counts
 * as one slice.
 *
 * <p>Windows do not register timers. When time advances, all windows that have a slice fire in order, for all keys. In
 * event time the watermark drives this; timers exist only for windows that receive elements after a restore although
 * they had fired before, per key. In processing time one timer of the whole instance waits for the next window end;
 * then no element is late, and after the clock has moved backward, elements are added to the next windows.
 *
 * <p>Invariants: a slice is kept as long as one of its windows is; every stored slice is in {@link
 * SliceProgress#slices}; {@link #reached} is not below the end of any fired window.
 */
final class SlicedWindows extends Windows {

    static final String SLICES = "slices";
    static final String SEPARATE = "windows";
    static final String RECREATED = "recreated-windows";
    static final String REOPENED = "reopened-windows";

    private static final long NONE = Long.MAX_VALUE;
    /**
     * Bits of a key's hash that choose when its front stack is rebuilt; disjoint from those that choose its key group.
     */
    private static final int TURN_BITS = 16;

    private final KeyedStates states;
    private final WindowEnvironment environment;
    private final WindowAssigner<Object, Window> assigner;
    private final PartialAggregation aggregation;
    private final PartialStore store;
    /** Content of windows that had been dropped before a restore, by window end. */
    private final NamespacedState<? extends AppendingState<Object, Object>, Long> recreated;

    private final SliceProgress progress;
    private final KeyedTimers<Long> reopened;
    private final Lateness lateness;
    private final WindowFunctionCall call;
    private final boolean oneSliceAWindow;
    private final boolean separate;
    /** Slices of time and the windows that contain them. */
    private final SliceLayout time;
    /** Stored slices: the same as {@link #time}, or one per window in separate mode. */
    private final SliceLayout layout;

    /** Sliding aggregates of the keys, for windows of several slices. */
    private final SlidingAggregates aggregates;

    private final List<SlidingAggregate> toRebuild = new ArrayList<>();
    /** Slices up to this end have been appended to the sliding aggregates. */
    private long appendedUpTo = Long.MIN_VALUE;

    private long watermark = Long.MIN_VALUE;
    /** Time up to which windows have fired: the watermark, or the processing time. */
    private long past = Long.MIN_VALUE;

    private final boolean eventTime;
    /** Time of the registered processing-time timer. */
    private long scheduledFor = NONE;

    /** Upper bound of the ends of fired windows, over all keys. */
    private long reached;

    /** Slice of the last element. */
    private long lastSliceStart = Long.MAX_VALUE;

    private long lastSliceEnd = Long.MIN_VALUE;

    @SuppressWarnings("unchecked") // the program has matched assigner and elements
    SlicedWindows(
            Windowing windowing,
            SliceLayout time,
            boolean separate,
            PartialAggregation aggregation,
            WindowResult result,
            WindowEnvironment environment)
            throws Exception {
        String stateName = separate ? SEPARATE : SLICES;
        this.separate = separate;
        this.time = time;
        this.environment = environment;
        this.states = environment.state().keyed();
        this.assigner = (WindowAssigner<Object, Window>) windowing.assigner();
        this.layout = separate ? time.ofWindows() : time;
        this.oneSliceAWindow = layout.isOneSliceAWindow();
        this.aggregation = aggregation;
        this.store = separate
                ? new PartialsByKey(stateName, aggregation, states)
                : new PartialsBySlice(stateName, aggregation, states);
        this.recreated = states.state(aggregation.descriptor(RECREATED), Namespaces.LONGS);
        this.progress = new SliceProgress(stateName, environment);
        this.reached = progress.firedForAny();
        this.reopened = states.timers(REOPENED, Namespaces.LONGS, environment.clock(), this::onReopened);
        this.eventTime = assigner.isEventTime();
        this.lateness = new Lateness(windowing, eventTime ? windowing.allowedLatenessMs() : 0, environment);
        this.aggregates = new SlidingAggregates(aggregation);
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
        if (at < lastSliceStart || at >= lastSliceEnd) {
            if (!lookUpSlice(value, at)) {
                return;
            }
        }
        if (separate) {
            addToEach(value, at);
        } else if (lastSliceEnd > reached) {
            store.add(lastSliceEnd, value);
        } else if (!addToPast(lastSliceEnd, value)) {
            lateness.tooLate(value, at);
        }
    }

    /** Adds an element to each of its windows that is not dropped yet. */
    private void addToEach(Object value, long timestamp) throws Exception {
        boolean taken = false;
        long last = time.lastWindowEnd(lastSliceEnd);
        long end = time.windowEndFrom(lastSliceEnd);
        while (end <= last && end <= reached) {
            taken |= addToPast(end, aggregation.shared(value));
            end = time.nextWindowEnd(end);
        }
        if (end <= last) {
            store.addToEach(end, last, time.slide(), value);
        } else if (!taken) {
            lateness.tooLate(value, timestamp);
        }
    }

    /** Makes the slice of a timestamp the cached one; false if no window contains it. */
    private boolean lookUpSlice(Object value, long timestamp) {
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
        lastSliceStart = time.sliceStart(end);
        lastSliceEnd = end;
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

    /** Adds to a slice of which windows have fired already; false if all of its windows are dropped. */
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
        store.add(end, value);
        if (end <= appendedUpTo) {
            aggregates.of(states.key(), states.keys().hash(), layout.number(end)).stale = true;
        }
        fireAgain(
                firstKept,
                Math.min(lastWindowEnd, progress.firedFor(states.keys().hash())));
        return true;
    }

    /** End of the first window of a slice that is not dropped at a watermark. */
    private long firstAliveAt(long mark, long sliceEnd) {
        long alive = lateness.aliveFrom(mark);
        return layout.windowEndFrom(alive == Long.MIN_VALUE ? sliceEnd : Math.max(sliceEnd, alive + 1));
    }

    /**
     * Adds to a window that had been dropped before the restored snapshot, but is not yet dropped while the watermark
     * is unknown. It starts empty.
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

    /**
     * Fires windows again for the current key after a late element, or registers timers that will do so once the
     * watermark is known.
     */
    private void fireAgain(long firstWindowEnd, long lastWindowEnd) throws Exception {
        SlidingAggregate aggregate = null;
        for (long end = firstWindowEnd; end <= lastWindowEnd; end = layout.nextWindowEnd(end)) {
            if (end - 1 > watermark) {
                reopened.registerEventTimeAt(end - 1, end);
            } else if (aggregate == null) {
                aggregate = aggregateUpTo(end);
                fire(aggregate, end);
            } else {
                for (long sliceEnd : progress.slices().subSet(end - layout.slide(), false, end, true)) {
                    Object partial = store.get(sliceEnd);
                    if (partial != null) {
                        aggregate.append(aggregation.own(partial));
                    }
                }
                aggregate.leave(layout.firstNumber(end));
                fire(aggregate, end);
            }
        }
    }

    /**
     * The aggregate of one window of the current key, positioned so that later windows that share slices with it can
     * follow.
     */
    private SlidingAggregate aggregateUpTo(long windowEnd) throws Exception {
        long first = layout.firstNumber(windowEnd);
        SlidingAggregate aggregate =
                new SlidingAggregate(states.key(), states.keys().hash(), aggregation, first);
        aggregate.begin(first, layout.number(windowEnd));
        for (long sliceEnd : slicesOf(windowEnd).descendingSet()) {
            Object partial = store.get(sliceEnd);
            if (partial != null) {
                aggregate.push(layout.number(sliceEnd), aggregation.own(partial));
            }
        }
        return aggregate;
    }

    private NavigableSet<Long> slicesOf(long windowEnd) {
        return progress.slices().subSet(windowEnd - layout.windowSize(), false, windowEnd, true);
    }

    private void fire(SlidingAggregate aggregate, long windowEnd) throws Exception {
        fire(aggregate.key, window(windowEnd), aggregate.total());
    }

    /** @param partial owned by the window function, which may keep and modify it */
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
                SlidingAggregate aggregate = aggregateUpTo(end);
                if (!aggregate.isEmpty()) {
                    fire(aggregate, end);
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

    /**
     * In a batch: the current key is the only one that has windows. All of them fire, and time starts again for the
     * next key.
     */
    @Override
    public void endOfKey() throws Exception {
        watermark = Long.MAX_VALUE;
        fireUntil(Long.MAX_VALUE);
        progress.begin();
        aggregates.clear();
        appendedUpTo = Long.MIN_VALUE;
        reached = Long.MIN_VALUE;
        past = Long.MIN_VALUE;
        watermark = Long.MIN_VALUE;
        lastSliceStart = Long.MAX_VALUE;
        lastSliceEnd = Long.MIN_VALUE;
        store.onKeyForgotten();
    }

    /** Registers the processing-time timer for the end of the next window. */
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
                fireAggregates(end);
            }
            progress.firedUntil(end);
        }
        progress.firedUntil(time > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : layout.windowEndUpTo(time + 1));
        reached = progress.firedForAny();
        dropGone();
    }

    /** End of the next window that has a slice, or {@link #NONE}. */
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
        PartialStore.PartialAction fireUnlessDone = (key, partial) -> {
            if (progress.firedFor(states.keys().hash()) < end) {
                fire(key, window, lateness.isAllowed() ? aggregation.own(partial) : partial);
            }
        };
        if (lateness.isAllowed()) {
            store.visit(end, fireUnlessDone);
        } else {
            store.take(end, fireUnlessDone);
            progress.slices().remove(end);
        }
    }

    private void fireAggregates(long end) throws Exception {
        long first = layout.firstNumber(end);
        appendSlicesUpTo(end, first);
        rebuildFronts(end, first);
        for (int i = aggregates.size() - 1; i >= 0; i--) {
            SlidingAggregate aggregate = aggregates.at(i);
            aggregate.leave(first);
            if (aggregate.isEmpty()) {
                aggregates.remove(aggregate);
            } else if (progress.firedFor(aggregate.hash) < end) {
                states.use(aggregate.key, aggregate.hash);
                fire(aggregate, end);
            }
        }
        states.keys().leave();
    }

    /** Appends the completed slices to the aggregates of their keys. */
    private void appendSlicesUpTo(long end, long first) throws Exception {
        for (long sliceEnd : slicesOf(end)) {
            if (sliceEnd > appendedUpTo) {
                store.visit(
                        sliceEnd,
                        (key, partial) ->
                                aggregates.of(key, states.keys().hash(), first).append(aggregation.own(partial)));
            }
        }
        appendedUpTo = end;
    }

    /**
     * Rebuilds the front stacks of some aggregates: of those that must be rebuilt now, and of each other one once per
     * window size, spread over time.
     */
    private void rebuildFronts(long end, long first) throws Exception {
        long last = layout.number(end);
        toRebuild.clear();
        for (int i = 0; i < aggregates.size(); i++) {
            SlidingAggregate aggregate = aggregates.at(i);
            if (aggregate.stale
                    || aggregate.isOverdue(first)
                    || aggregate.hasBack() && layout.isTurnOf(aggregate.hash >>> TURN_BITS, end)) {
                aggregate.begin(first, last);
                toRebuild.add(aggregate);
            }
        }
        if (toRebuild.isEmpty()) {
            return;
        }
        for (long sliceEnd : slicesOf(end).descendingSet()) {
            long number = layout.number(sliceEnd);
            for (SlidingAggregate aggregate : toRebuild) {
                states.use(aggregate.key, aggregate.hash);
                Object partial = store.get(sliceEnd);
                if (partial != null) {
                    aggregate.push(number, aggregation.own(partial));
                }
            }
        }
        toRebuild.clear();
    }

    private void dropGone() throws Exception {
        while (!progress.slices().isEmpty()) {
            long first = progress.slices().first();
            if (lateness.goneAt(layout.lastWindowEnd(first) - 1) > past) {
                return;
            }
            store.drop(first);
            progress.slices().pollFirst();
        }
    }

    @Override
    public void save() throws Exception {
        progress.save(Math.max(past, progress.savedWatermark()));
    }
}
