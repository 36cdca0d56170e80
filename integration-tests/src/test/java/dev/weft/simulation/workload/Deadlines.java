package dev.weft.simulation.workload;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps every tick until a timer in processing time emits it; what is left when event time is over is emitted then. Looks whether timers
 * are early, late, or fire twice.
 */
final class Deadlines extends KeyedProcessFunction<Long, Long, String> {

    private static final long serialVersionUID = 1L;
    /** A source has nothing for so long at most: longer than a timer may be late. */
    static final long LONGEST_SILENCE_MS = 15_000;

    private static final long LATEST_MS = 5_000;
    private static final long DELAYS = 13;
    private static final long LONGEST_DELAY_MS = 3_000;

    private transient MapState<Long, List<Long>> pending;
    private transient ValueState<Boolean> over;
    private transient long openedMs;
    private transient boolean hasInput;

    @Override
    public void open(OpenContext context) {
        pending = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("pending", Types.LONG, Types.LIST(Types.LONG)));
        over = getRuntimeContext().getState(new ValueStateDescriptor<>("over", Types.BOOLEAN));
        openedMs = UserPace.nowMs();
    }

    @Override
    public void processElement(Long tick, Context context, Collector<String> out) throws Exception {
        UserPace.step();
        hasInput = true;
        long now = context.timerService().currentProcessingTime();
        lookForLate(now);
        long due = now + 1 + tick % DELAYS * LONGEST_DELAY_MS / DELAYS;
        List<Long> ticks = new ArrayList<>(pending.contains(due) ? pending.get(due) : List.of());
        ticks.add(tick);
        pending.put(due, ticks);
        context.timerService().registerProcessingTimeTimer(due);
        context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
    }

    private void lookForLate(long now) throws Exception {
        if (UserPace.clocksJump()) {
            return;
        }
        for (Long due : pending.keys()) {
            if (Math.max(due, openedMs) + LATEST_MS < now) {
                UserPace.violation("I-LIVE: at " + now + " a timer of " + due
                        + " in processing time has not fired; the task goes on since " + openedMs);
            }
        }
    }

    @Override
    public void onTimer(long time, OnTimerContext context, Collector<String> out) throws Exception {
        long now = context.timerService().currentProcessingTime();
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            lookForLate(now);
            for (List<Long> ticks : pending.values()) {
                emit(ticks, out);
            }
            pending.clear();
            over.update(true);
            return;
        }
        if (over.value() != null) {
            return;
        }
        if (time > now && !UserPace.clocksJump()) {
            UserPace.violation("I-STATE: a timer of " + time + " in processing time fired at " + now);
        }
        if (!pending.contains(time)) {
            UserPace.violation("I-STATE: a timer of " + time + " in processing time fired twice");
            return;
        }
        UserPace.seen(
                hasInput
                        ? "timer in processing time fired"
                        : "restored timer in processing time fired before any input");
        emit(pending.get(time), out);
        pending.remove(time);
    }

    private static void emit(List<Long> ticks, Collector<String> out) {
        ticks.forEach(tick -> out.collect("d" + tick));
    }
}
