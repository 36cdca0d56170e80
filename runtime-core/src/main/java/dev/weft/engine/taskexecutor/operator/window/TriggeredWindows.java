package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.Operation;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.triggers.TriggerResult;
import dev.weft.streaming.api.windowing.windows.Window;
import java.util.Collection;
import java.util.List;

/**
 * General implementation of windows, for any assigner, trigger and evictor: each window has its own content, trigger
 * state and timers. An element is added to every one of its windows. A timer at the window's end plus the allowed
 * lateness drops the window.
 *
 * <p>With a merging assigner, {@link MergingSet} tells in which namespace the content of a merged window is.
 */
@SuppressWarnings("unchecked") // the program has matched assigner, trigger and elements
final class TriggeredWindows extends Windows {

    static final String TIMERS = "windows";

    private final KeyedStates states;
    private final WindowEnvironment environment;
    private final WindowAssigner<Object, Window> assigner;
    private final Trigger<Object, Window> trigger;
    private final boolean eventTime;
    private final WindowContent content;
    private final WindowFunctionCall call;
    private final KeyedTimers<Window> timers;
    private final TriggerContext context;
    private final AssignerClock assignerClock;
    private final Lateness lateness;
    /** Null when windows do not merge. */
    private final MergingSet merging;

    TriggeredWindows(Operation.Window operation, WindowEnvironment environment) {
        Windowing windowing = operation.windowing();
        this.environment = environment;
        this.states = environment.state().keyed();
        this.assigner = (WindowAssigner<Object, Window>) windowing.assigner();
        this.trigger = (Trigger<Object, Window>) windowing.trigger();
        this.eventTime = assigner.isEventTime();
        this.assignerClock = new AssignerClock(environment.clock());
        this.lateness = new Lateness(windowing, environment);
        TypeSerializer<Window> serializer = assigner.getWindowSerializer(environment.config());
        Namespaces<Window> namespaces = Namespaces.of(serializer);
        this.timers = states.timers(TIMERS, namespaces, environment.clock(), this::onTimer);
        boolean merges = assigner instanceof MergingWindowAssigner;
        this.merging = merges
                ? new MergingSet((MergingWindowAssigner<?, Window>) windowing.assigner(), states, serializer)
                : null;
        WindowStateStore windowState = new WindowStateStore(states, namespaces, merges);
        this.call = WindowFunctionCall.of(
                operation.result(),
                new WindowFunctionCall.CallContext(environment, timers::currentWatermark, windowState::of, states));
        this.context = new TriggerContext(trigger, states, namespaces, timers, this::hasCleanup, environment);
        this.content = WindowContent.of(operation, namespaces, context, call, environment);
    }

    @Override
    public void add(Object value, long timestamp) throws Exception {
        Collection<Window> assigned = assigner.assignWindows(value, timestamp, assignerClock);
        boolean taken = false;
        for (Window window : assigned) {
            taken |= merging == null ? addTo(window, value, timestamp) : addMerging(window, value, timestamp);
        }
        if (!taken && eventTime && lateness.goneAt(timestamp) <= timers.currentWatermark()) {
            lateness.tooLate(value, timestamp);
        }
    }

    private boolean addTo(Window window, Object value, long timestamp) throws Exception {
        if (isGone(window)) {
            return false;
        }
        take(window, window, value, timestamp);
        return true;
    }

    private boolean addMerging(Window window, Object value, long timestamp) throws Exception {
        Window actual = merging.add(window, this::onMerge);
        if (isGone(actual)) {
            merging.retire(actual);
            return false;
        }
        take(actual, merging.home(actual), value, timestamp);
        return true;
    }

    private void take(Window window, Window home, Object value, long timestamp) throws Exception {
        content.add(home, value, timestamp);
        TriggerResult result = trigger.onElement(value, timestamp, window, context.of(window));
        react(result, window, home);
        registerCleanup(window);
    }

    private void react(TriggerResult result, Window window, Window home) throws Exception {
        if (result.isFire()) {
            content.fire(states.key(), window, home);
        }
        if (result.isPurge()) {
            content.clear(home);
        }
    }

    private void onMerge(Window result, List<Window> merged, Window home, List<Window> formerHomes) throws Exception {
        if (isGone(result)) {
            throw new UnsupportedOperationException("windows of " + assigner + " merge to " + result
                    + ", which is already over at watermark " + timers.currentWatermark()
                    + ": a merged window must not end earlier than the windows that it is made of");
        }
        context.merged(merged);
        trigger.onMerge(result, context.of(result));
        for (Window window : merged) {
            trigger.clear(window, context.of(window));
            deleteCleanup(window);
        }
        content.merge(home, formerHomes);
    }

    private void onTimer(TimeDomain domain, long time) {
        try {
            Window window = timers.namespace();
            Window home = merging == null ? window : merging.home(window);
            if (home == null) {
                return;
            }
            TriggerResult result = domain == TimeDomain.EVENT_TIME
                    ? trigger.onEventTime(time, window, context.of(window))
                    : trigger.onProcessingTime(time, window, context.of(window));
            react(result, window, home);
            if (isCleanup(time, domain == TimeDomain.EVENT_TIME, window)) {
                remove(window, home);
            }
        } catch (Throwable t) {
            throw environment.host().failure(t);
        }
    }

    private void remove(Window window, Window home) throws Exception {
        content.clear(home);
        trigger.clear(window, context.of(window));
        call.clear(window);
        if (merging != null) {
            merging.retire(window);
        }
    }

    @Override
    public void advance(long watermark) {
        timers.advance(watermark);
    }

    private boolean isGone(Window window) {
        return eventTime && cleanupTime(window) <= timers.currentWatermark();
    }

    private boolean hasCleanup(long time, boolean ofEventTime, Window window) {
        return time < Long.MAX_VALUE && isCleanup(time, ofEventTime, window);
    }

    private boolean isCleanup(long time, boolean ofEventTime, Window window) {
        return ofEventTime == eventTime && time == cleanupTime(window);
    }

    private long cleanupTime(Window window) {
        return eventTime ? lateness.goneAt(window.maxTimestamp()) : window.maxTimestamp();
    }

    /** Registers the timer that drops a window; none for a window without an end. */
    private void registerCleanup(Window window) {
        long time = cleanupTime(window);
        if (time == Long.MAX_VALUE) {
            return;
        }
        if (eventTime) {
            timers.registerEventTime(time, window);
        } else {
            timers.registerProcessingTime(time, window);
        }
    }

    private void deleteCleanup(Window window) {
        long time = cleanupTime(window);
        if (time == Long.MAX_VALUE) {
            return;
        }
        if (eventTime) {
            timers.deleteEventTime(time, window);
        } else {
            timers.deleteProcessingTime(time, window);
        }
    }
}
