package dev.weft.simulation.workload;

import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.triggers.TriggerResult;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Session windows in event time, as programs and as what they must give: each session of each key once, with the sum of its ticks. */
final class Sessions {

    private static final long GAP_MS = 75;
    private static final long EARLY_MS = 40;

    private Sessions() {}

    private static EventTimeSessionWindows assigner() {
        return EventTimeSessionWindows.withGap(Duration.ofMillis(GAP_MS));
    }

    /** With a function that combines ticks, and the default trigger. */
    static DataStream<String> combined(KeyedStream<Long, Long> ticks) {
        return ticks.window(assigner()).reduce((one, other) -> one + other, new Sum());
    }

    /** With all ticks, and a trigger that fires in processing time, too, for as long as a session grows. */
    static DataStream<String> early(KeyedStream<Long, Long> ticks) {
        return ticks.window(assigner()).trigger(new EarlyTrigger()).process(new Sum());
    }

    private static String line(long key, long start, long end, long sum) {
        return "s" + key + "@" + start + "-" + end + "=" + sum;
    }

    /** @param ticks by key, with their timestamps */
    static List<String> expected(Map<Long, TreeMap<Long, Long>> ticks) {
        List<String> lines = new ArrayList<>();
        ticks.forEach((key, sums) -> {
            long start = sums.firstKey();
            long end = start;
            long sum = 0;
            for (Map.Entry<Long, Long> at : sums.entrySet()) {
                if (at.getKey() > end) {
                    lines.add(line(key, start, end, sum));
                    start = at.getKey();
                    sum = 0;
                }
                end = at.getKey() + GAP_MS;
                sum += at.getValue();
            }
            lines.add(line(key, start, end, sum));
        });
        return lines;
    }

    private static final class Sum extends ProcessWindowFunction<Long, String, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> ticks, Collector<String> out) {
            UserPace.step();
            TimeWindow window = context.window();
            if (context.currentWatermark() < window.maxTimestamp()) {
                UserPace.seen("session fired early");
                return;
            }
            long sum = 0;
            for (Long tick : ticks) {
                sum += tick;
            }
            out.collect(line(key, window.getStart(), window.getEnd(), sum));
        }
    }

    /** Fires every {@value #EARLY_MS} ms of processing time, and at the end of a session. */
    private static final class EarlyTrigger extends Trigger<Object, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private final ReducingStateDescriptor<Long> next =
                new ReducingStateDescriptor<>("next", (one, other) -> Math.min(one, other), Types.LONG);

        @Override
        public TriggerResult onElement(Object tick, long timestamp, TimeWindow window, TriggerContext context)
                throws Exception {
            context.registerEventTimeTimer(window.maxTimestamp());
            ReducingState<Long> due = context.getPartitionedState(next);
            if (due.get() == null) {
                fireNext(due, context);
            }
            return TriggerResult.CONTINUE;
        }

        private static void fireNext(ReducingState<Long> due, TriggerContext context) throws Exception {
            long time = context.getCurrentProcessingTime() + EARLY_MS;
            due.add(time);
            context.registerProcessingTimeTimer(time);
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext context) throws Exception {
            ReducingState<Long> due = context.getPartitionedState(next);
            if (due.get() == null) {
                UserPace.violation("I-STATE: the state of the trigger of " + window + " is lost");
            }
            due.clear();
            fireNext(due, context);
            return TriggerResult.FIRE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext context) {
            return time == window.maxTimestamp() ? TriggerResult.FIRE : TriggerResult.CONTINUE;
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(TimeWindow window, OnMergeContext context) throws Exception {
            UserPace.seen("sessions merged");
            context.mergePartitionedState(next);
            context.registerEventTimeTimer(window.maxTimestamp());
            Long time = context.getPartitionedState(next).get();
            if (time == null) {
                UserPace.violation(
                        "I-STATE: the state of the triggers of the windows that became " + window + " is lost");
                return;
            }
            context.registerProcessingTimeTimer(time);
        }

        @Override
        public void clear(TimeWindow window, TriggerContext context) throws Exception {
            ReducingState<Long> due = context.getPartitionedState(next);
            if (due.get() != null) {
                context.deleteProcessingTimeTimer(due.get());
            }
            due.clear();
            context.deleteEventTimeTimer(window.maxTimestamp());
        }
    }
}
