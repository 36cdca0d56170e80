package dev.weft.streaming.util;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.BroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.CoProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import dev.weft.streaming.api.operators.co.CoBroadcastWithNonKeyedOperator;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

@SuppressWarnings("try") // closing may be interrupted
final class ProcessFunctionTestHarnessesTest {

    private static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING);
    private static final OutputTag<String> HUGE = new OutputTag<>("huge", Types.STRING);
    private static final MapStateDescriptor<String, Long> RULES =
            new MapStateDescriptor<>("rules", Types.STRING, Types.LONG);

    /** Even numbers go on, odd ones aside; it remembers what it saw in an object that cannot travel. */
    private static final class Splitting extends ProcessFunction<Long, Long> {
        private static final long serialVersionUID = 1L;
        private final transient List<Object> seen = new ArrayList<>(List.of(new Object()));

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) {
            seen.add(number);
            if (number % 2 == 0) {
                out.collect(number);
            } else {
                context.output(ODD, "odd " + number);
            }
        }
    }

    @Test
    void sideOutputsNeedNotBeNamedBefore() throws Exception {
        OneInputStreamOperatorTestHarness<Long, Long> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(new Splitting());
        assertThat(harness.isOpen()).isTrue();
        harness.processElement(2L, 10);
        harness.processElement(3L, 11);
        ConcurrentLinkedQueue<StreamRecord<String>> odd = harness.getSideOutput(ODD);
        assertThat(odd).containsExactly(new StreamRecord<>("odd 3", 11));
        assertThat(harness.getSideOutput(HUGE)).isEmpty();
        assertThat(harness.extractOutputStreamRecords()).isEqualTo(List.of(new StreamRecord<>(2L, 10)));
        harness.close();
        assertThat(harness.extractOutputValues()).containsExactly(2L);
    }

    @Test
    void theFunctionThatIsGivenIsTheOneThatRuns() throws Exception {
        Splitting function = new Splitting();
        try (OneInputStreamOperatorTestHarness<Long, Long> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(function)) {
            harness.processElement(new StreamRecord<>(4L));
        }
        assertThat(function.seen).hasSize(2).contains(4L);
    }

    /** Sums up by key, and tells the sum at the end of the minute by event time, and at 1000 by the clock. */
    private static final class Summing extends KeyedProcessFunction<String, Long, Long> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG, 0L));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            sum.update(sum.value() + number);
            context.timerService().registerEventTimeTimer(60_000);
            context.timerService().registerProcessingTimeTimer(1000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out) throws Exception {
            out.collect(sum.value());
            sum.clear();
        }
    }

    @Test
    void stateAndTimersOfKeysAreCounted() throws Exception {
        try (KeyedOneInputStreamOperatorTestHarness<String, Long, Long> harness =
                ProcessFunctionTestHarnesses.forKeyedProcessFunction(
                        new Summing(), number -> number % 2 == 0 ? "even" : "odd", Types.STRING)) {
            harness.processElement(1L, 0);
            harness.processElement(2L, 0);
            harness.processElement(4L, 0);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            assertThat(harness.numEventTimeTimers()).isEqualTo(2);
            assertThat(harness.numProcessingTimeTimers()).isEqualTo(2);
            harness.setProcessingTime(1001);
            assertThat(harness.extractOutputValues()).containsExactlyInAnyOrder(1L, 6L);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numProcessingTimeTimers()).isZero();
            harness.processWatermark(new Watermark(60_000));
            assertThat(harness.numEventTimeTimers()).isZero();
        }
    }

    @Test
    void settingsThatFunctionsSeeMayBeChangedInAnOpenHarness() throws Exception {
        ProcessFunction<long[], long[]> passing = new ProcessFunction<>() {
            private static final long serialVersionUID = 1L;

            @Override
            public void processElement(long[] numbers, Context context, Collector<long[]> out) {
                out.collect(numbers);
                numbers[0]++;
            }
        };
        try (OneInputStreamOperatorTestHarness<long[], long[]> harness =
                ProcessFunctionTestHarnesses.forProcessFunction(passing)) {
            harness.getExecutionConfig().enableObjectReuse();
            harness.setProcessingTime(42);
            harness.processElement(new long[] {7}, 0);
            assertThat(harness.extractOutputValues())
                    .as("a later change is not seen")
                    .containsExactly(new long[] {7});
            assertThat(harness.getProcessingTime()).isEqualTo(42);
        }
    }

    /** Says from which side something came, and when. */
    private static final class Telling extends CoProcessFunction<Long, String, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement1(Long number, Context context, Collector<String> out) {
            out.collect("first " + number + " at " + context.timestamp());
        }

        @Override
        public void processElement2(String text, Context context, Collector<String> out) {
            out.collect("second " + text + " after " + context.timerService().currentWatermark());
        }
    }

    @Test
    void functionsOverTwoStreamsGetBoth() throws Exception {
        try (TwoInputStreamOperatorTestHarness<Long, String, String> harness =
                ProcessFunctionTestHarnesses.forCoProcessFunction(new Telling())) {
            harness.processElement1(1L, 5);
            harness.processBothWatermarks(new Watermark(8));
            harness.processElement2("two", 9);
            assertThat(harness.getOutput())
                    .containsExactly(
                            new StreamRecord<>("first 1 at 5", 5),
                            new Watermark(8),
                            new StreamRecord<>("second two after 8", 9));
        }
    }

    /** The last number of a key for every text of that key. */
    private static final class Pairing extends KeyedCoProcessFunction<Integer, Long, String, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> last;

        @Override
        public void open(OpenContext context) {
            last = getRuntimeContext().getState(new ValueStateDescriptor<>("last", Types.LONG));
        }

        @Override
        public void processElement1(Long number, Context context, Collector<String> out) throws Exception {
            last.update(number);
        }

        @Override
        public void processElement2(String text, Context context, Collector<String> out) throws Exception {
            out.collect(text + last.value());
        }
    }

    @Test
    void functionsOverTwoKeyedStreamsShareTheStateOfAKey() throws Exception {
        try (KeyedTwoInputStreamOperatorTestHarness<Integer, Long, String, String> harness =
                ProcessFunctionTestHarnesses.forKeyedCoProcessFunction(
                        new Pairing(), number -> (int) (number % 10), String::length, Types.INT)) {
            harness.processElement1(42L, 0);
            harness.processElement2("ab", 0);
            harness.processElement2("abc", 0);
            assertThat(harness.extractOutputValues()).containsExactly("ab42", "abcnull");
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        }
    }

    /** Lets through what is above the limit. */
    private static final class Limiting extends BroadcastProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, ReadOnlyContext context, Collector<Long> out) throws Exception {
            Long limit = context.getBroadcastState(RULES).get("limit");
            if (limit == null || number > limit) {
                out.collect(number);
            }
        }

        @Override
        public void processBroadcastElement(Long limit, Context context, Collector<Long> out) throws Exception {
            context.getBroadcastState(RULES).put("limit", limit);
        }
    }

    @Test
    void aBroadcastStreamChangesWhatTheOtherOneDoes() throws Exception {
        try (BroadcastOperatorTestHarness<Long, Long, Long> harness =
                ProcessFunctionTestHarnesses.forBroadcastProcessFunction(new Limiting(), RULES)) {
            harness.processElement(1L, 0);
            harness.processBroadcastElement(5L, 0);
            harness.processElement(2L, 0);
            harness.processElement(6L, 0);
            assertThat(harness.extractOutputValues()).containsExactly(1L, 6L);
            assertThat(harness.getBroadcastState(RULES).get("limit")).isEqualTo(5);
            harness.processWatermark(3);
            harness.processBroadcastWatermark(4);
            assertThat(harness.getOutput()).last().isEqualTo(new Watermark(3));
        }
    }

    /** Lets the first of a key through that is above the limit. */
    private static final class FirstAbove extends KeyedBroadcastProcessFunction<Long, Long, Long, Long> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Boolean> known;

        @Override
        public void open(OpenContext context) {
            known = getRuntimeContext().getState(new ValueStateDescriptor<>("known", Types.BOOLEAN, false));
        }

        @Override
        public void processElement(Long number, ReadOnlyContext context, Collector<Long> out) throws Exception {
            if (!known.value() && number > context.getBroadcastState(RULES).get("limit")) {
                known.update(true);
                out.collect(number);
            }
        }

        @Override
        public void processBroadcastElement(Long limit, Context context, Collector<Long> out) throws Exception {
            context.getBroadcastState(RULES).put("limit", limit);
        }
    }

    @Test
    void aBroadcastStreamGoesWithAKeyedOne() throws Exception {
        try (KeyedBroadcastOperatorTestHarness<Long, Long, Long, Long> harness =
                ProcessFunctionTestHarnesses.forKeyedBroadcastProcessFunction(
                        new FirstAbove(), number -> number % 10, Types.LONG, RULES)) {
            harness.processBroadcastElement(new StreamRecord<>(10L));
            harness.processElement(new StreamRecord<>(1L));
            harness.processElement(new StreamRecord<>(11L));
            harness.processElement(new StreamRecord<>(21L));
            harness.processElement(new StreamRecord<>(12L));
            assertThat(harness.extractOutputValues()).containsExactly(11L, 12L);
        }
    }

    @Test
    void functionsOverABroadcastStreamRunByTheNamesOfTheirOperatorsToo() throws Exception {
        try (var harness = new TwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithNonKeyedOperator<>(new Limiting(), List.of(RULES)))) {
            harness.open();
            harness.processElement2(5L, 0);
            harness.processElement1(2L, 0);
            harness.processElement1(6L, 0);
            assertThat(harness.extractOutputValues()).containsExactly(6L);
        }
        try (var harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(new FirstAbove(), List.of(RULES)),
                number -> number % 10,
                null,
                Types.LONG)) {
            harness.open();
            harness.processElement2(10L, 0);
            harness.processElement1(11L, 0);
            harness.processElement1(21L, 0);
            assertThat(harness.extractOutputValues()).containsExactly(11L);
        }
    }
}
