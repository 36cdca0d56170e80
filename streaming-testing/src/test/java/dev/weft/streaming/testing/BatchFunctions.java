package dev.weft.streaming.testing;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.runtime.state.VoidNamespace;
import dev.weft.runtime.state.VoidNamespaceSerializer;
import dev.weft.streaming.api.TimeDomain;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.operators.AbstractStreamOperator;
import dev.weft.streaming.api.operators.InternalTimer;
import dev.weft.streaming.api.operators.InternalTimerService;
import dev.weft.streaming.api.operators.OneInputStreamOperator;
import dev.weft.streaming.api.operators.Triggerable;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.streaming.runtime.watermarkstatus.WatermarkStatus;
import dev.weft.util.Collector;
import java.util.Map;

/** Functions with state and timers for {@link BatchStages}. */
final class BatchFunctions {

    private BatchFunctions() {}

    private static ValueStateDescriptor<Long> number(String name) {
        return new ValueStateDescriptor<>(name, Types.LONG);
    }

    private static void add(ValueState<Long> sum, long more) throws Exception {
        Long before = sum.value();
        sum.update(before == null ? more : before + more);
    }

    private static final int FAULT = 1_000_000;

    /** Sums a key's values; says the sum and the time at every timestamp of the key. */
    static final class EventTimers extends KeyedProcessFunction<Integer, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;
        private final KeyOrder order = new KeyOrder();
        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(number("sum"));
        }

        @Override
        public void processElement(Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            boolean early = context.timerService().currentWatermark() == Long.MIN_VALUE;
            add(sum, value.f1 + order.fault(value.f0, context.timestamp()) + (early ? 0 : FAULT));
            context.timerService().registerEventTimeTimer(context.timestamp());
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            boolean late = context.timerService().currentWatermark() == Long.MAX_VALUE;
            if (timestamp < 100) { // where it fires against the rules, the test still ends
                context.timerService().registerEventTimeTimer(timestamp + 1); // never due
            }
            out.collect(Tuple2.of(context.getCurrentKey(), sum.value() + timestamp + (late ? 0 : FAULT)));
        }
    }

    /** Counts a key's values; says the count at a time of the clock. */
    static final class ClockTimers extends KeyedProcessFunction<Integer, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(number("count"));
        }

        @Override
        public void processElement(Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            add(count, 1);
            context.timerService().registerProcessingTimeTimer(5);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            boolean byClock = context.timeDomain() == TimeDomain.PROCESSING_TIME;
            out.collect(Tuple2.of(context.getCurrentKey(), count.value() + (byClock ? 0 : FAULT)));
        }
    }

    /** As {@link EventTimers}, an operator that the program wrote. */
    static final class CustomTimers extends AbstractStreamOperator<Tuple2<Integer, Long>>
            implements OneInputStreamOperator<Tuple2<Integer, Long>, Tuple2<Integer, Long>>,
                    Triggerable<Integer, VoidNamespace> {
        private static final long serialVersionUID = 1L;
        private final KeyOrder order = new KeyOrder();
        private transient ValueState<Long> sum;
        private transient InternalTimerService<VoidNamespace> timers;

        @Override
        public void open() throws Exception {
            super.open();
            sum = getPartitionedState(number("sum"));
            timers = getInternalTimerService("timers", VoidNamespaceSerializer.INSTANCE, this);
        }

        @Override
        public void processElement(StreamRecord<Tuple2<Integer, Long>> element) throws Exception {
            Tuple2<Integer, Long> value = element.getValue();
            add(sum, value.f1 + order.fault(value.f0, element.getTimestamp()));
            timers.registerEventTimeTimer(VoidNamespace.INSTANCE, element.getTimestamp());
        }

        @Override
        public void onEventTime(InternalTimer<Integer, VoidNamespace> timer) throws Exception {
            output.collect(new StreamRecord<>(
                    Tuple2.of(timer.getKey(), sum.value() + timer.getTimestamp()), timer.getTimestamp()));
        }

        @Override
        public void onProcessingTime(InternalTimer<Integer, VoidNamespace> timer) {
            throw new IllegalStateException("no such timer was set");
        }
    }

    /** Lets everything through; says after each record that time has come past it, and sometimes that nothing comes for now. */
    static final class Marking extends AbstractStreamOperator<Tuple2<Integer, Long>>
            implements OneInputStreamOperator<Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(StreamRecord<Tuple2<Integer, Long>> element) {
            output.collect(element);
            output.emitWatermark(new Watermark(element.getTimestamp()));
            if (element.getTimestamp() % 5 == 0) {
                output.emitWatermarkStatus(WatermarkStatus.IDLE);
            }
        }
    }

    /** Sums the values of both inputs, those of the second tenfold. */
    static final class TwoKeyed
            extends KeyedCoProcessFunction<
                    Integer, Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;
        private final KeyOrder order = new KeyOrder();
        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(number("sum"));
        }

        @Override
        public void processElement1(Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            add(sum, value.f1 + order.fault(value.f0, context.timestamp()));
            context.timerService().registerEventTimeTimer(7);
        }

        @Override
        public void processElement2(Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            add(sum, 10 * value.f1 + order.fault(value.f0, context.timestamp()));
            context.timerService().registerEventTimeTimer(7);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            out.collect(Tuple2.of(context.getCurrentKey(), sum.value()));
        }
    }

    private static long size(Iterable<Map.Entry<Long, Long>> entries) {
        long size = 0;
        for (Map.Entry<Long, Long> entry : entries) {
            size += entry.getValue();
        }
        return size;
    }

    /** Adds the number of rules to a value. */
    static final class Ruled
            extends BroadcastProcessFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Tuple2<Integer, Long> value, ReadOnlyContext context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            long rules = size(context.getBroadcastState(BatchStages.RULES).immutableEntries());
            out.collect(Tuple2.of(value.f0, value.f1 + rules));
        }

        @Override
        public void processBroadcastElement(
                Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out) throws Exception {
            context.getBroadcastState(BatchStages.RULES).put(value.f1, 1L);
        }
    }

    /** As {@link Ruled}, on keys. */
    static final class RuledByKey
            extends KeyedBroadcastProcessFunction<
                    Integer, Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;
        private final KeyOrder order = new KeyOrder();

        @Override
        public void processElement(
                Tuple2<Integer, Long> value, ReadOnlyContext context, Collector<Tuple2<Integer, Long>> out)
                throws Exception {
            long rules = size(context.getBroadcastState(BatchStages.RULES).immutableEntries());
            long fault = order.fault(value.f0, context.timestamp());
            out.collect(Tuple2.of(value.f0, value.f1 + rules + fault));
        }

        @Override
        public void processBroadcastElement(
                Tuple2<Integer, Long> value, Context context, Collector<Tuple2<Integer, Long>> out) throws Exception {
            context.getBroadcastState(BatchStages.RULES).put(value.f1, 1L);
        }
    }
}
