package dev.weft.simulation.workload;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.StateTtlConfig;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.time.Duration;

/**
 * Keeps the last tick of each key, and of each key and a remainder, in state that expires, and beside it, in state that does not, when it
 * was written: what is read must be there exactly for as long as its time to live, by the wall clock of whoever reads it. Emits every tick.
 */
final class Expiring extends KeyedProcessFunction<Long, Long, String> {

    private static final long serialVersionUID = 1L;
    private static final long LIVES_MS = 300;
    private static final long REMAINDERS = 3;

    private transient ValueState<Long> last;
    private transient MapState<Long, Long> lastOf;
    private transient MapState<Long, Long> written;

    /** Nothing is removed but by a read: a sweep in the background could do so while a clock is ahead. */
    private static StateTtlConfig lives() {
        return StateTtlConfig.newBuilder(Duration.ofMillis(LIVES_MS))
                .disableCleanupInBackground()
                .build();
    }

    @Override
    public void open(OpenContext context) {
        ValueStateDescriptor<Long> value = new ValueStateDescriptor<>("last", Types.LONG);
        value.enableTimeToLive(lives());
        last = getRuntimeContext().getState(value);
        MapStateDescriptor<Long, Long> map = new MapStateDescriptor<>("last of", Types.LONG, Types.LONG);
        map.enableTimeToLive(lives());
        lastOf = getRuntimeContext().getMapState(map);
        written = getRuntimeContext().getMapState(new MapStateDescriptor<>("written", Types.LONG, Types.LONG));
    }

    @Override
    public void processElement(Long tick, Context context, Collector<String> out) throws Exception {
        UserPace.step();
        long now = context.timerService().currentProcessingTime();
        long remainder = tick % REMAINDERS;
        look(last.value(), REMAINDERS, now);
        look(lastOf.get(remainder), remainder, now);
        last.update(now);
        lastOf.put(remainder, now);
        written.put(REMAINDERS, now);
        written.put(remainder, now);
        out.collect("t" + tick);
    }

    private void look(Long found, long of, long now) throws Exception {
        Long at = written.get(of);
        boolean lives = at != null && now < at + LIVES_MS;
        if (found == null ? lives : !lives || !found.equals(at)) {
            UserPace.violation("I-STATE: at " + now + " state that was written at " + at + " and lives for " + LIVES_MS
                    + " ms is " + (found == null ? "not there" : "there, with " + found));
        }
        if (at != null) {
            UserPace.seen(lives ? "state read before it has expired" : "state has expired");
        }
    }
}
