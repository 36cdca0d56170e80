package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong in functions and with time, in whole programs: what the user is told, or that nothing is lost. */
@Timeout(60)
class BadInputTest {
    private static final Queue<String> RESULTS = new ConcurrentLinkedQueue<>();

    private final StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);

    @BeforeEach
    void forget() {
        RESULTS.clear();
    }

    private static String told(Throwable thrown) {
        StringBuilder text = new StringBuilder();
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            text.append(t.getMessage()).append('\n');
        }
        return text.toString();
    }

    private static WatermarkStrategy<Long> ascending() {
        return WatermarkStrategy.<Long>forMonotonousTimestamps().withTimestampAssigner((number, timestamp) -> number);
    }

    /** Fails in one of its methods. */
    private static final class Failing extends KeyedProcessFunction<Long, Long, Long> {
        private static final long serialVersionUID = 1L;

        private final String in;

        Failing(String in) {
            this.in = in;
        }

        private void at(String method) {
            RESULTS.add(method);
            if (method.equals(in)) {
                throw new IllegalStateException("boom in " + method);
            }
        }

        @Override
        public void open(OpenContext context) {
            at("open");
        }

        @Override
        public void processElement(Long value, Context context, Collector<Long> out) {
            context.timerService().registerEventTimeTimer(value + 1);
            at("processElement");
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Long> out) {
            at("onTimer");
        }

        @Override
        public void close() {
            at("close");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "processElement", "onTimer", "close"})
    void aFunctionThatThrowsIsNamedWithItsOwnWordsAndClosed(String method) {
        environment
                .fromSequence(1, 20)
                .assignTimestampsAndWatermarks(ascending())
                .keyBy(number -> number % 3)
                .process(new Failing(method))
                .returns(Types.LONG)
                .name("fragile")
                .addSink(new Lines<>());
        assertThatThrownBy(environment::execute)
                .satisfies(thrown -> assertThat(told(thrown))
                        .contains("boom in " + method)
                        .contains("in operator 'fragile'")
                        .contains("(1/1)"));
        assertThat(RESULTS).endsWith("close");
    }

    @Test
    void windowsBefore1970HoldWhatFallsIntoThem() throws Exception {
        environment
                .fromSequence(-1_005, 1_004)
                .assignTimestampsAndWatermarks(ascending())
                .keyBy(number -> "all", Types.STRING)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(100)))
                .apply(
                        (WindowFunction<Long, String, String, TimeWindow>) (key, window, elements, out) -> {
                            List<Long> all = new ArrayList<>();
                            elements.forEach(all::add);
                            out.collect(window.getStart() + ":" + all.size());
                        },
                        Types.STRING)
                .addSink(new Lines<>());
        environment.execute();
        TreeMap<Long, Integer> expected = new TreeMap<>();
        for (long number = -1_005; number <= 1_004; number++) {
            expected.merge(Math.floorDiv(number, 100) * 100, 1, Integer::sum);
        }
        assertThat(RESULTS)
                .containsExactlyElementsOf(expected.entrySet().stream()
                        .map(window -> window.getKey() + ":" + window.getValue())
                        .toList());
    }

    /** Swings between forth and back with every element. */
    private static final class Swinging implements WatermarkGenerator<Long> {
        @Override
        public void onEvent(Long event, long timestamp, WatermarkOutput output) {
            output.emitWatermark(new Watermark(event));
            output.emitWatermark(new Watermark(-event));
            output.emitWatermark(new Watermark(Long.MIN_VALUE));
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {
            output.emitWatermark(new Watermark(0));
        }
    }

    /** Tells the watermark before each element. */
    private static final class Seen extends ProcessFunction<Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Long value, Context context, Collector<String> out) {
            out.collect(value + " after " + context.timerService().currentWatermark());
        }
    }

    @Test
    void aWatermarkThatGoesBackIsLeftOut() throws Exception {
        environment.getConfig().setAutoWatermarkInterval(0);
        DataStream<Long> numbers = environment.fromSequence(1, 4);
        numbers.assignTimestampsAndWatermarks(WatermarkStrategy.<Long>forGenerator(context -> new Swinging())
                        .withTimestampAssigner((number, timestamp) -> number))
                .process(new Seen())
                .addSink(new Lines<>());
        environment.execute();
        assertThat(RESULTS).containsExactly("1 after " + Long.MIN_VALUE, "2 after 1", "3 after 2", "4 after 3");
    }

    @Test
    void moreKeyGroupsThanThereCanBeAreRefusedForOneOperatorToo() {
        DataStream<Long> numbers = environment.fromSequence(1, 2);
        assertThatThrownBy(() -> numbers.filter(number -> true).name("wide").setMaxParallelism(32_769))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the maximum parallelism of 'wide' is 32769, it must be from 1 to 32768");
        assertThatThrownBy(() -> numbers.filter(number -> true).setMaxParallelism(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is 0, it must be from 1 to 32768");
    }

    /** Notes what comes. */
    private static final class Lines<T> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(T value, Context context) {
            RESULTS.add(String.valueOf(value));
        }
    }
}
