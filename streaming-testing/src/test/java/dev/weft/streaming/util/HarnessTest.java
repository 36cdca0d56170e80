package dev.weft.streaming.util;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.runtime.checkpoint.OperatorSubtaskState;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.co.KeyedCoProcessFunction;
import dev.weft.streaming.api.watermark.Watermark;
import dev.weft.streaming.runtime.streamrecord.StreamRecord;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import org.junit.jupiter.api.Test;

final class HarnessTest {

    private static final OutputTag<String> ODD = new OutputTag<>("odd", Types.STRING);

    /** Even numbers go on, odd ones aside. */
    private static final class Splitting extends ProcessFunction<Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) {
            if (number % 2 == 0) {
                out.collect(number);
            } else {
                context.output(ODD, "odd " + number);
            }
        }
    }

    /** The running sum of a key, told when event time has come to the last number, and when the clock is at 1000. */
    private static final class Summing extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Long> sum;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<String> out) throws Exception {
            sum.update((sum.value() == null ? 0 : sum.value()) + number);
            context.timerService().registerEventTimeTimer(number);
            context.timerService().registerProcessingTimeTimer(1000);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            out.collect(context.timeDomain() + " " + context.getCurrentKey() + ": " + sum.value());
        }
    }

    private static KeyedOneInputStreamOperatorTestHarness<Long, Long, String> summing() {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                Types.LONG, number -> number % 10, Types.LONG, stream -> stream.process(new Summing()));
    }

    @Test
    void recordsWatermarksAndSideOutputsAreSeen() throws Exception {
        OneInputStreamOperatorTestHarness<Long, Long> harness =
                new OneInputStreamOperatorTestHarness<>(Types.LONG, stream -> stream.process(new Splitting()));
        harness.open();
        harness.processElement(2L, 10);
        harness.processElement(3L, 11);
        harness.processWatermark(10);
        harness.processElement(new StreamRecord<>(4L));
        assertThat(harness.getOutput())
                .containsExactly(new StreamRecord<>(2L, 10), new Watermark(10), new StreamRecord<>(4L));
        assertThat(harness.getSideOutput(ODD)).containsExactly(new StreamRecord<>("odd 3", 11));
        assertThat(harness.extractOutputValues()).containsExactly(2L, 4L);
        harness.close();
    }

    @Test
    void timersFireWhenTimeIsMovedByHand() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> harness = summing();
        harness.open();
        harness.processElement(11L, 0);
        harness.processElement(21L, 0);
        harness.processElement(32L, 0);
        harness.processWatermark(20);
        assertThat(harness.extractOutputValues()).containsExactly("EVENT_TIME 1: 32");
        harness.getOutput().clear();
        harness.setProcessingTime(1000);
        assertThat(harness.extractOutputValues())
                .containsExactlyInAnyOrder("PROCESSING_TIME 1: 32", "PROCESSING_TIME 2: 32");
        harness.close();
    }

    @Test
    void stateAndTimersAreRestoredInAnotherInstance() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> before = summing();
        before.open();
        before.processElement(11L, 0);
        OperatorSubtaskState saved = before.snapshot(1, 0);
        before.processElement(21L, 0);
        before.close();

        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> after = summing();
        after.initializeState(saved);
        after.open();
        after.processElement(31L, 0);
        after.processWatermark(11);
        assertThat(after.extractOutputValues()).containsExactly("EVENT_TIME 1: 42");
        after.close();
    }

    /** Counts the elements of a key. */
    private static final class Counting extends RichFlatMapFunction<Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Integer> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT, 0));
        }

        @Override
        public void flatMap(Long number, Collector<String> out) throws Exception {
            count.update(count.value() + 1);
            out.collect(number % 10 + " for the " + count.value() + ". time");
        }
    }

    @Test
    void aFlatMapOnAKeyedStreamIsTestedAsItStandsInTheProgram() throws Exception {
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        Types.LONG, number -> number % 10, Types.LONG, stream -> stream.flatMap(new Counting()));
        harness.open();
        harness.processElement(11L, 0);
        harness.processElement(12L, 0);
        harness.processElement(21L, 0);
        assertThat(harness.extractOutputValues())
                .containsExactly("1 for the 1. time", "2 for the 1. time", "1 for the 2. time");
        harness.close();
    }

    /** Emits every string of the second input with the last number of the first whose last digit is its length. */
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
    void twoInputsShareTheStateOfAKeyAndTheLowerWatermark() throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<Integer, Long, String, String> harness =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        Types.LONG,
                        Types.STRING,
                        new KeyedTwoInputStreamOperatorTestHarness.Keys<>(
                                number -> (int) (number % 10), String::length, Types.INT),
                        (numbers, texts) -> numbers.connect(texts).process(new Pairing()));
        harness.open();
        harness.processElement1(42L, 1);
        harness.processElement2("ab", 2);
        harness.processElement2("abc", 3);
        harness.processWatermark1(new Watermark(7));
        assertThat(harness.getOutput())
                .containsExactly(new StreamRecord<>("ab42", 2), new StreamRecord<>("abcnull", 3));
        harness.processWatermark2(new Watermark(5));
        assertThat(harness.getOutput()).last().isEqualTo(new Watermark(5));
        harness.close();
    }

    @Test
    void wrongUseIsNamed() throws Exception {
        assertThatThrownBy(() -> new OneInputStreamOperatorTestHarness<Long, Long>(
                        Types.LONG,
                        stream -> stream.map(n -> n).returns(Types.LONG).filter(n -> n > 0)))
                .hasMessageContaining("a harness tests one operator, not [Map, Filter]");
        assertThatThrownBy(() -> new OneInputStreamOperatorTestHarness<Long, Long>(
                        Types.LONG, stream -> stream.filter(n -> n > 0), 4, 5, 0))
                .hasMessage("there is no instance 0 of 5 with a maximum parallelism of 4");
        KeyedOneInputStreamOperatorTestHarness<Long, Long, String> harness = summing();
        assertThatThrownBy(() -> harness.processElement(1L, 0)).hasMessageContaining("call open() first");
        harness.open();
        assertThatThrownBy(harness::open).hasMessage("'KeyedProcess' is open already: open() is called once");
        harness.close();
    }
}
