package dev.weft.engine.measure;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.exchange.Receiver;
import dev.weft.engine.taskexecutor.operator.Emitter;
import dev.weft.engine.taskexecutor.operator.Keying;
import dev.weft.engine.taskexecutor.operator.Operator;
import dev.weft.engine.taskexecutor.operator.Operators;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.triggers.TriggerResult;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Nanoseconds an element in a window operator alone, key and hash included: 10 000 keys, 100 elements a millisecond of event
 * time, 2 % of them up to 500 ms late, sums by an aggregation; and the same by an array as the limit. Arguments: the number
 * of elements in millions, and which of tumbling, sliding, session, sliding-separate, sliding-triggered.
 */
public final class WindowLoop {

    private static final int KEYS = 10_000;
    private static final int PER_MS = 100;
    private static final int MARK_EVERY = 10_000;
    private static final int PREPARED = 1 << 20;

    private WindowLoop() {}

    private static class Sum implements AggregateFunction<Tuple2<Long, Long>, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Tuple2<Long, Long> value, Long accumulator) {
            return accumulator + value.f1;
        }

        @Override
        public Long getResult(Long accumulator) {
            return accumulator;
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    /** Shows nobody that its partial results may be combined. */
    private static final class UncombinedSum extends Sum {
        private static final long serialVersionUID = 1L;

        @Override
        public Long merge(Long a, Long b) {
            throw new UnsupportedOperationException("windows that slide do not merge");
        }
    }

    private static final class Counting implements Receiver {
        private long count;
        private long sum;

        @Override
        public void record(Object value, long timestamp) {
            count++;
            sum += (Long) value;
        }

        @Override
        public void watermark(long timestamp) {}

        @Override
        public void idle(boolean idle) {}

        @Override
        public void endOfInput() {}
    }

    /** The default trigger, which the operator does not recognize. */
    private static final class Unrecognized extends Trigger<Object, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private final EventTimeTrigger real = EventTimeTrigger.create();

        @Override
        public TriggerResult onElement(Object element, long timestamp, TimeWindow window, TriggerContext ctx)
                throws Exception {
            return real.onElement(element, timestamp, window, ctx);
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext ctx) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext ctx) {
            return real.onEventTime(time, window, ctx);
        }

        @Override
        public void clear(TimeWindow window, TriggerContext ctx) throws Exception {
            real.clear(window, ctx);
        }
    }

    public static void main(String[] args) {
        int millions = Integer.parseInt(args[0]);
        for (int i = 1; i < args.length; i++) {
            for (int round = 0; round < 3; round++) {
                measure(args[i], millions * 1_000_000L);
            }
        }
    }

    private static void measure(String what, long elements) {
        Duration second = Duration.ofSeconds(1);
        WindowAssigner<?, ?> assigner = what.startsWith("tumbling")
                ? TumblingEventTimeWindows.of(second)
                : what.startsWith("session")
                        ? EventTimeSessionWindows.withGap(Duration.ofMillis(500))
                        : SlidingEventTimeWindows.of(Duration.ofSeconds(10), Duration.ofMillis(100));
        Trigger<?, ?> trigger = what.endsWith("-triggered") ? new Unrecognized() : EventTimeTrigger.create();
        TypeInformation<?> type = Types.TUPLE(Types.LONG, Types.LONG);
        Operation.Window operation = new Operation.Window(
                new Windowing(assigner, trigger, Optional.empty(), 0, Optional.empty(), type),
                new WindowContents.Aggregated(what.endsWith("-separate") ? new UncombinedSum() : new Sum(), Types.LONG),
                new WindowResult.AsIs());
        KeySelector<Object, Object> key = element -> ((Tuple2<?, ?>) element).f0;
        Operators.Position position =
                new Operators.Position(FakeTask.OPERATOR, 0, "op", List.of(Keying.of(key, Types.LONG)), List.of(type));
        Counting counting = new Counting();
        Operators.Built built =
                new Operators(new FakeTask(false)).build(operation, position, new Emitter(counting, Map.of()));
        built.open();
        Operator operator = built.operator();
        Random random = new Random(7);
        Object[] records = new Object[PREPARED];
        int[] late = new int[PREPARED];
        boolean sessions = what.startsWith("session");
        for (int i = 0; i < PREPARED; i++) {
            records[i] = Tuple2.of((long) random.nextInt(sessions ? KEYS * 10 : KEYS), (long) random.nextInt(100));
            late[i] = random.nextInt(50) == 0 ? random.nextInt(500) : 0;
        }
        long began = System.nanoTime();
        for (long i = 0; i < elements; i++) {
            int at = (int) (i & PREPARED - 1);
            operator.record(records[at], i / PER_MS - late[at]);
            if (i % MARK_EVERY == 0) {
                operator.watermark(i / PER_MS - 501);
            }
        }
        long tookNs = System.nanoTime() - began;
        operator.watermark(Long.MAX_VALUE);
        System.out.printf(
                "%-20s %6.1f ns/element  %10d results  sum %d%n",
                what, (double) tookNs / elements, counting.count, counting.sum);
    }
}
