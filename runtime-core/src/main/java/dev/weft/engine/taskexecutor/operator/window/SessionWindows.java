package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.engine.state.KeyedStates;
import dev.weft.engine.state.KeyedTimers;
import dev.weft.engine.state.spi.Namespaces;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.windowing.assigners.MergingWindowAssigner;
import dev.weft.streaming.api.windowing.windows.TimeWindow;

/**
 * Event-time session windows with a reduce or aggregate function and the default trigger. All sessions of a key are
 * stored as one value. A key has one timer, at the earliest time at which one of its sessions may end. An element that
 * extends a session does not touch the timer; a timer that fires before its session has ended registers the next one.
 */
@SuppressWarnings("unchecked") // the program has matched assigner and elements
final class SessionWindows extends Windows {

    static final String NAME = "sessions";

    private final KeyedStates states;
    private final WindowEnvironment environment;
    private final MergingWindowAssigner<Object, TimeWindow> assigner;
    private final PartialAggregation aggregation;
    private final ValueState<Object> state;
    private final KeyedTimers<Void> timers;
    private final AssignerClock assignerClock;
    private final Lateness lateness;
    private final WindowFunctionCall call;

    SessionWindows(
            Windowing windowing, PartialAggregation aggregation, WindowResult result, WindowEnvironment environment) {
        this.environment = environment;
        this.states = environment.state().keyed();
        this.assigner = (MergingWindowAssigner<Object, TimeWindow>) windowing.assigner();
        this.aggregation = aggregation;
        this.state =
                states.getState(new ValueStateDescriptor<>(NAME, new SessionsSerializer(aggregation.serializer())));
        this.timers = states.timers(NAME, Namespaces.NONE, environment.clock(), this::onTimer);
        this.assignerClock = new AssignerClock(environment.clock());
        this.lateness = new Lateness(windowing, environment);
        WindowStateStore windowState =
                new WindowStateStore(states, WindowNamespaces.of(new TimeWindow.Serializer()), true);
        this.call = WindowFunctionCall.of(
                result,
                new WindowFunctionCall.CallContext(environment, timers::currentWatermark, windowState::of, states));
    }

    @Override
    public void add(Object value, long timestamp) throws Exception {
        TimeWindow alone = assigner.assignWindows(value, timestamp, assignerClock)
                .iterator()
                .next();
        Sessions sessions = (Sessions) state.value();
        if (sessions == null) {
            sessions = new Sessions();
        }
        int from = sessions.firstEndingFrom(alone.getStart());
        int to = sessions.firstStartingAfter(alone.getEnd(), from);
        long start = from == to ? alone.getStart() : Math.min(alone.getStart(), sessions.start(from));
        long end = from == to ? alone.getEnd() : Math.max(alone.getEnd(), sessions.end(to - 1));
        long watermark = timers.currentWatermark();
        if (lateness.goneAt(end - 1) <= watermark) {
            lateness.tooLate(value, timestamp);
            return;
        }
        Object partial = from == to ? null : sessions.partial(from);
        for (int i = from + 1; i < to; i++) {
            partial = aggregation.combined(partial, sessions.partial(i));
        }
        partial = aggregation.add(partial, value);
        boolean over = end - 1 <= watermark;
        sessions.replace(from, to, start, end, partial, over);
        setTimer(sessions, over ? lateness.goneAt(end - 1) : end - 1);
        state.update(sessions);
        if (over) {
            call.value(states.key(), new TimeWindow(start, end), aggregation.result(aggregation.own(partial)));
        }
    }

    private void setTimer(Sessions sessions, long time) {
        if (time < sessions.timer()) {
            sessions.timer(time);
            timers.registerEventTime(time, null);
        }
    }

    private void onTimer(TimeDomain domain, long time) {
        try {
            Sessions sessions = (Sessions) state.value();
            if (sessions != null) {
                onTimer(sessions, time);
            }
        } catch (Throwable t) {
            throw environment.host().failure(t);
        }
    }

    private void onTimer(Sessions sessions, long time) throws Exception {
        if (sessions.timer() <= time) {
            sessions.timer(Long.MAX_VALUE);
        }
        long next = Long.MAX_VALUE;
        int i = 0;
        while (i < sessions.size()) {
            long last = sessions.end(i) - 1;
            boolean gone = lateness.goneAt(last) <= time;
            if (!sessions.isFired(i) && last <= time) {
                fire(sessions, i, gone);
            }
            if (gone) {
                TimeWindow window = new TimeWindow(sessions.start(i), sessions.end(i));
                sessions.remove(i);
                call.clear(window);
            } else {
                next = Math.min(next, sessions.isFired(i) ? lateness.goneAt(last) : last);
                i++;
            }
        }
        if (sessions.size() == 0) {
            state.clear();
        } else {
            setTimer(sessions, next);
            state.update(sessions);
        }
    }

    private void fire(Sessions sessions, int i, boolean gone) throws Exception {
        sessions.fired(i);
        Object partial = gone ? sessions.partial(i) : aggregation.own(sessions.partial(i));
        call.value(states.key(), new TimeWindow(sessions.start(i), sessions.end(i)), aggregation.result(partial));
    }

    @Override
    public void endOfKey() throws Exception {
        Sessions sessions = (Sessions) state.value();
        if (sessions != null) {
            onTimer(sessions, Long.MAX_VALUE);
        }
    }

    @Override
    public void advance(long watermark) {
        timers.advance(watermark);
    }
}
