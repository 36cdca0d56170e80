package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ReducingState;
import dev.weft.api.common.state.ReducingStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.TypeSerializer;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.engine.exchange.Batch;
import dev.weft.engine.exchange.UserCodeFailure;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.windowing.ProcessAllWindowFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.assigners.DynamicProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.DeltaEvictor;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ContinuousProcessingTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.DeltaTrigger;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.ProcessingTimeoutTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.windows.GlobalWindow;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.streaming.api.windowing.windows.Window;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Elements are words whose first letter is the key; windows give the words they hold, joined by +. */
class WindowOperatorTest {

    private static final OutputTag<String> SIDE = new OutputTag<>("side", Types.STRING);
    private static final WindowContents ELEMENTS = new WindowContents.Elements();
    private static final WindowResult JOINED = new WindowResult.Apply((WindowFunction<String, String, String, Window>)
            (key, window, words, out) -> out.collect(String.join("+", words)));

    private final RecordingReceiver main = new RecordingReceiver();
    private final RecordingReceiver side = new RecordingReceiver();
    private final FakeTask task = new FakeTask(false);

    private Operator open(
            WindowAssigner<?, ?> assigner, Trigger<?, ?> trigger, WindowContents contents, WindowResult result) {
        return open(assigner, trigger, Optional.empty(), contents, result);
    }

    private Operator open(
            WindowAssigner<?, ?> assigner,
            Trigger<?, ?> trigger,
            Optional<Evictor<?, ?>> evictor,
            WindowContents contents,
            WindowResult result) {
        KeySelector<Object, Object> firstLetter = word -> ((String) word).substring(0, 1);
        Operation.Window operation = new Operation.Window(
                new Windowing(assigner, trigger, evictor, 0, Optional.empty(), Types.STRING), contents, result);
        Operators.Position position = new Operators.Position(
                FakeTask.OPERATOR, 0, "op", List.of(Keying.of(firstLetter, Types.STRING)), List.of(Types.STRING));
        Operators.Built built = new Operators(task).build(operation, position, new Emitter(main, Map.of("side", side)));
        built.open();
        return built.operator();
    }

    private Operator elements(WindowAssigner<?, ?> assigner, Trigger<?, ?> trigger) {
        return open(assigner, trigger, ELEMENTS, JOINED);
    }

    private Operator evicting(WindowAssigner<?, ?> assigner, Trigger<?, ?> trigger, Evictor<?, ?> evictor) {
        return open(assigner, trigger, Optional.of(evictor), ELEMENTS, JOINED);
    }

    private static void send(Operator operator, String... wordsAtTimes) {
        for (String word : wordsAtTimes) {
            int at = word.indexOf('@');
            operator.record(
                    at < 0 ? word : word.substring(0, at),
                    at < 0 ? Batch.NO_TIMESTAMP : Long.parseLong(word.substring(at + 1)));
        }
    }

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private List<String> results() {
        List<String> results =
                main.seen.stream().filter(line -> !line.matches("w-?\\d+")).toList();
        main.seen.clear();
        return results;
    }

    private static final String FOREVER = "@" + Long.MAX_VALUE;

    @Test
    void countWindowsFireWithEveryFullCountOfAKey() {
        Operator windows = elements(GlobalWindows.create(), PurgingTrigger.of(CountTrigger.of(2)));
        send(windows, "a1", "b1", "a2", "a3", "b2", "b3");
        assertThat(results()).containsExactly("a1+a2" + FOREVER, "b1+b2" + FOREVER);
    }

    @Test
    void slidingCountWindowsHoldTheLastElements() {
        Operator windows = evicting(GlobalWindows.create(), CountTrigger.of(2), CountEvictor.of(3));
        send(windows, "a1", "a2", "a3", "a4", "a5", "a6");
        assertThat(results()).containsExactly("a1+a2" + FOREVER, "a2+a3+a4" + FOREVER, "a4+a5+a6" + FOREVER);
    }

    @Test
    void aGlobalWindowWithoutATriggerNeverFires() {
        Operator windows =
                elements(GlobalWindows.create(), GlobalWindows.create().getDefaultTrigger());
        send(windows, "a1", "a2");
        windows.watermark(Long.MAX_VALUE);
        assertThat(results()).isEmpty();
    }

    @Test
    void aGlobalWindowCanFireAtTheEndOfTheStream() {
        GlobalWindows assigner = GlobalWindows.createWithEndOfStreamTrigger();
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        send(windows, "a1", "b1", "a2");
        windows.watermark(1_000);
        assertThat(results()).isEmpty();
        windows.watermark(Long.MAX_VALUE);
        assertThat(results()).containsExactlyInAnyOrder("a1+a2" + FOREVER, "b1" + FOREVER);
    }

    @Test
    void windowsOfProcessingTimeFireWhenTheClockPassesTheirEnd() {
        TumblingProcessingTimeWindows assigner = TumblingProcessingTimeWindows.of(ms(10));
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        task.advanceTo(3);
        send(windows, "a1", "b1");
        task.advanceTo(8);
        send(windows, "a2");
        assertThat(results()).isEmpty();
        task.advanceTo(9);
        assertThat(results()).containsExactlyInAnyOrder("a1+a2@9", "b1@9");
        send(windows, "a3");
        task.advanceTo(30);
        assertThat(results()).containsExactly("a3@9");
    }

    @Test
    void slidingWindowsOfProcessingTimeOverlap() {
        SlidingProcessingTimeWindows assigner = SlidingProcessingTimeWindows.of(ms(10), ms(5));
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        task.advanceTo(7);
        send(windows, "a1");
        task.advanceTo(12);
        send(windows, "a2");
        task.advanceTo(40);
        assertThat(results()).containsExactly("a1@9", "a1+a2@14", "a2@19");
    }

    @Test
    void sessionsOfProcessingTimeEndAfterAGap() {
        ProcessingTimeSessionWindows assigner = ProcessingTimeSessionWindows.withGap(ms(10));
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        for (int now = 1; now <= 31; now += 6) {
            task.advanceTo(now);
            if (now < 20) {
                send(windows, "a" + now);
            }
        }
        assertThat(results()).containsExactly("a1+a7+a13+a19@28");
    }

    @Test
    void anElementCanSayHowLongItsSessionWaits() {
        var assigner = DynamicProcessingTimeSessionWindows.<String>withDynamicGap(word -> word.length());
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        send(windows, "along");
        task.advanceTo(3);
        send(windows, "abcd");
        task.advanceTo(20);
        assertThat(results()).containsExactly("along+abcd@6");
    }

    @Test
    void aContinuousTriggerFiresWithEveryIntervalAndAtTheEnd() {
        Operator windows = elements(TumblingEventTimeWindows.of(ms(10)), ContinuousEventTimeTrigger.of(ms(4)));
        send(windows, "a1@1");
        windows.watermark(4);
        send(windows, "a2@5");
        windows.watermark(7);
        windows.watermark(8);
        windows.watermark(9);
        assertThat(results()).containsExactly("a1@9", "a1+a2@9", "a1+a2@9");
        windows.watermark(50);
        assertThat(results()).isEmpty();
    }

    /** FLINK-11408. */
    @Test
    void aContinuousTriggerGoesOnWhenSessionsMerge() {
        Operator windows = elements(EventTimeSessionWindows.withGap(ms(10)), ContinuousEventTimeTrigger.of(ms(4)));
        send(windows, "a1@1", "a2@14", "a3@8");
        windows.watermark(4);
        assertThat(results()).containsExactly("a1+a2+a3@23");
        windows.watermark(30);
        assertThat(results()).startsWith("a1+a2+a3@23").allMatch("a1+a2+a3@23"::equals);
    }

    @Test
    void aContinuousTriggerOfProcessingTimeFiresByTheClock() {
        Operator windows = elements(TumblingEventTimeWindows.of(ms(100)), ContinuousProcessingTimeTrigger.of(ms(10)));
        task.advanceTo(3);
        send(windows, "a1@1");
        task.advanceTo(10);
        send(windows, "a2@2");
        task.advanceTo(20);
        assertThat(results()).containsExactly("a1@99", "a1+a2@99");
    }

    @Test
    void aDeltaTriggerFiresWhenAnElementIsFarFromTheLastThatDid() {
        Operator windows = elements(
                GlobalWindows.create(),
                DeltaTrigger.of(2, (String from, String to) -> to.length() - from.length(), StringSerializer.INSTANCE));
        send(windows, "a", "aaa", "aaaa", "aaaaa");
        assertThat(results()).containsExactly("a+aaa+aaaa" + FOREVER);
    }

    @Test
    void aTimeoutTriggerFiresThoughTheOtherDoesNot() {
        Operator windows = elements(
                GlobalWindows.create(), PurgingTrigger.of(ProcessingTimeoutTrigger.of(CountTrigger.of(3), ms(10))));
        send(windows, "a1");
        task.advanceTo(9);
        send(windows, "a2");
        assertThat(results()).isEmpty();
        task.advanceTo(10);
        assertThat(results()).containsExactly("a1+a2" + FOREVER);
        send(windows, "a3", "a4", "a5");
        task.advanceTo(100);
        assertThat(results()).containsExactly("a3+a4+a5" + FOREVER);
    }

    @Test
    void aTimeEvictorKeepsTheLatestSpanOfTime() {
        Operator windows = evicting(GlobalWindows.create(), CountTrigger.of(3), TimeEvictor.of(ms(10)));
        send(windows, "a1@1", "a2@5", "a3@12", "a4@13", "a5@15", "a6@40");
        assertThat(results()).containsExactly("a2+a3" + FOREVER, "a6" + FOREVER);
    }

    @Test
    void aDeltaEvictorKeepsWhatIsNearTheLastElement() {
        Operator windows = evicting(
                GlobalWindows.create(),
                CountTrigger.of(3),
                DeltaEvictor.of(2, (String one, String last) -> last.length() - one.length()));
        send(windows, "a", "aa", "aaa");
        assertThat(results()).containsExactly("aa+aaa" + FOREVER);
    }

    @Test
    void evictionAfterTheFunctionShowsTheNextTime() {
        Operator windows = evicting(GlobalWindows.create(), CountTrigger.of(2), CountEvictor.of(1, true));
        send(windows, "a1", "a2", "a3", "a4");
        assertThat(results()).containsExactly("a1+a2" + FOREVER, "a2+a3+a4" + FOREVER);
    }

    @Test
    void evictorsWorkOnSessionsToo() {
        Operator windows =
                evicting(EventTimeSessionWindows.withGap(ms(10)), EventTimeTrigger.create(), CountEvictor.of(2));
        send(windows, "a1@1", "a2@14", "a3@8");
        windows.watermark(30);
        assertThat(results()).containsExactly("a2+a3@23");
    }

    /** Counts how often its window and its key have fired. */
    private static final class Firings extends ProcessWindowFunction<String, String, String, Window> {
        private static final long serialVersionUID = 1L;
        private final ValueStateDescriptor<Integer> inWindow = new ValueStateDescriptor<>("in-window", Types.INT, 0);
        private final ReducingStateDescriptor<Integer> ofKey =
                new ReducingStateDescriptor<>("of-key", Integer::sum, Types.INT);

        @Override
        public void process(String key, Context context, Iterable<String> words, Collector<String> out)
                throws Exception {
            ValueState<Integer> window = context.windowState().getState(inWindow);
            window.update(window.value() + 1);
            ReducingState<Integer> all = context.globalState().getReducingState(ofKey);
            all.add(1);
            out.collect(key + " window " + window.value() + " key " + all.get());
            context.output(SIDE, String.join("+", words) + " at " + context.currentWatermark());
        }

        @Override
        public void clear(Context context) {
            context.windowState().getState(inWindow).clear();
            context.output(SIDE, "cleared");
        }
    }

    private static final ReduceFunction<String> JOIN = (a, b) -> a + "+" + b;

    @Test
    void processFunctionsHaveStateOfTheWindowAndOfTheKey() {
        Operator windows = open(
                TumblingEventTimeWindows.of(ms(10)),
                CountTrigger.of(1),
                ELEMENTS,
                new WindowResult.Process(new Firings()));
        send(windows, "a1@1", "a2@2", "a3@11", "b1@1");
        windows.watermark(9);
        assertThat(results())
                .containsExactly(
                        "a window 1 key 1@9", "a window 2 key 2@9", "a window 1 key 3@19", "b window 1 key 1@9");
        assertThat(side.seen).endsWith("cleared@9", "cleared@9", "w9");
    }

    @Test
    void processFunctionsOverSlicesAreToldWhenAWindowIsGone() {
        Operator windows = open(
                SlidingEventTimeWindows.of(ms(10), ms(5)),
                EventTimeTrigger.create(),
                new WindowContents.Reduced(JOIN),
                new WindowResult.Process(new Firings()));
        send(windows, "a1@1", "a2@6");
        windows.watermark(30);
        assertThat(results()).containsExactly("a window 1 key 1@4", "a window 1 key 2@9", "a window 1 key 3@14");
        assertThat(side.seen)
                .containsExactly(
                        "a1 at 30@4", "cleared@4", "a1+a2 at 30@9", "cleared@9", "a2 at 30@14", "cleared@14", "w30");
    }

    @Test
    void sessionsHaveNoStateOfTheirOwnForTheUser() {
        Operator windows = open(
                EventTimeSessionWindows.withGap(ms(10)),
                EventTimeTrigger.create(),
                new WindowContents.Reduced(JOIN),
                new WindowResult.Process(new Firings()));
        send(windows, "a1@1");
        assertThatThrownBy(() -> windows.watermark(30))
                .isInstanceOf(UserCodeFailure.class)
                .hasRootCauseMessage(
                        "state 'in-window' cannot be kept per window: session windows merge, and nobody knows"
                                + " how to merge it; use globalState()");
    }

    private static final class All extends ProcessAllWindowFunction<String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Context context, Iterable<String> words, Collector<String> out) {
            out.collect(String.join("+", words) + " until " + context.window().getEnd());
        }
    }

    @Test
    void functionsWithoutKeysSeeTheWindowOnly() {
        Operator windows = open(
                TumblingEventTimeWindows.of(ms(10)),
                EventTimeTrigger.create(),
                ELEMENTS,
                new WindowResult.ProcessAll(new All()));
        send(windows, "a1@1", "a2@2");
        windows.watermark(9);
        assertThat(results()).containsExactly("a1+a2 until 10@9");
    }

    @Test
    void windowsBeforeTheYear1970AreInTheirPlace() {
        Operator windows = open(
                TumblingEventTimeWindows.of(ms(10), ms(-3)),
                EventTimeTrigger.create(),
                new WindowContents.Reduced(JOIN),
                new WindowResult.AsIs());
        send(windows, "a1@-13", "a2@-4", "a3@-3", "a4@-14");
        windows.watermark(-4);
        assertThat(results()).containsExactlyInAnyOrder("a4@-14", "a1+a2@-4");
    }

    @Test
    void anElementWithoutATimestampIsRefused() {
        for (WindowContents contents : List.of(ELEMENTS, new WindowContents.Reduced(JOIN))) {
            for (WindowAssigner<?, ?> assigner : List.of(
                    TumblingEventTimeWindows.of(ms(10)),
                    SlidingEventTimeWindows.of(ms(10), ms(5)),
                    EventTimeSessionWindows.withGap(ms(5)))) {
                Operator windows = open(assigner, EventTimeTrigger.create(), contents, JOINED);
                assertThatThrownBy(() -> send(windows, "a1"))
                        .isInstanceOf(UserCodeFailure.class)
                        .rootCause()
                        .hasMessageContaining("an element without a timestamp came to " + assigner)
                        .hasMessageContaining("assignTimestampsAndWatermarks");
            }
        }
    }

    @Test
    void aTimestampOutsideOfTimeIsRefused() {
        for (WindowContents contents : List.of(ELEMENTS, new WindowContents.Reduced(JOIN))) {
            for (long timestamp : List.of(Long.MAX_VALUE, Long.MIN_VALUE + 1)) {
                Operator windows =
                        open(SlidingEventTimeWindows.of(ms(10), ms(5)), EventTimeTrigger.create(), contents, JOINED);
                assertThatThrownBy(() -> send(windows, "a1@" + timestamp))
                        .isInstanceOf(UserCodeFailure.class)
                        .rootCause()
                        .hasMessageContaining("timestamp " + timestamp + " is too far from 1970");
            }
        }
    }

    @Test
    void timestampsFarInTheFutureWaitForTheirWatermark() {
        Operator windows = open(
                SlidingEventTimeWindows.of(ms(10), ms(5)),
                EventTimeTrigger.create(),
                new WindowContents.Reduced(JOIN),
                new WindowResult.AsIs());
        send(windows, "a1@4000000000000000", "a2@1");
        windows.watermark(100);
        assertThat(results()).containsExactly("a2@4", "a2@9");
        windows.watermark(Long.MAX_VALUE);
        assertThat(results()).containsExactly("a1@4000000000000004", "a1@4000000000000009");
    }

    @Test
    void aGapThatAnElementGivesMustBePositive() {
        var assigner = DynamicProcessingTimeSessionWindows.<String>withDynamicGap(word -> -1);
        Operator windows = elements(assigner, assigner.getDefaultTrigger());
        assertThatThrownBy(() -> send(windows, "a1"))
                .rootCause()
                .hasMessageContaining("the gap of a session in")
                .hasMessageContaining("is -1 ms, it must be at least 1 ms");
    }

    /** Refuses to merge, in one way or the other. */
    private record Count(boolean throwing) implements AggregateFunction<String, Integer, String> {
        @Override
        public Integer createAccumulator() {
            return 0;
        }

        @Override
        public Integer add(String value, Integer accumulator) {
            return accumulator + 1;
        }

        @Override
        public String getResult(Integer accumulator) {
            return String.valueOf(accumulator);
        }

        @Override
        public Integer merge(Integer a, Integer b) {
            if (throwing) {
                throw new UnsupportedOperationException("not needed");
            }
            return null;
        }
    }

    @Test
    void anAggregationThatDoesNotMergeIsKeptForEveryWindow() {
        for (boolean throwing : List.of(true, false)) {
            Operator windows = open(
                    SlidingEventTimeWindows.of(ms(10), ms(5)),
                    EventTimeTrigger.create(),
                    new WindowContents.Aggregated(new Count(throwing), Types.INT),
                    new WindowResult.AsIs());
            send(windows, "a1@1", "a2@6", "a3@7");
            windows.watermark(30);
            assertThat(results()).containsExactly("1@4", "3@9", "2@14");
        }
    }

    @Test
    void theUsersFailureInAWindowFunctionNamesTheOperator() {
        WindowFunction<String, String, String, Window> failing = (key, window, words, out) -> {
            throw new IllegalStateException("no more");
        };
        Operator windows = open(
                TumblingEventTimeWindows.of(ms(10)),
                EventTimeTrigger.create(),
                ELEMENTS,
                new WindowResult.Apply(failing));
        send(windows, "a1@1");
        assertThatThrownBy(() -> windows.watermark(30))
                .isInstanceOf(UserCodeFailure.class)
                .hasRootCauseMessage("no more");
    }

    /** Puts even and odd lengths into windows that have nothing to do with time, and merges none. */
    private static final class OnLength extends WindowAssigner<String, GlobalWindow> {
        private static final long serialVersionUID = 1L;
        private final GlobalWindows global = GlobalWindows.create();

        @Override
        public List<GlobalWindow> assignWindows(String word, long timestamp, WindowAssignerContext context) {
            return word.length() % 2 == 0 ? List.of(GlobalWindow.get()) : List.of();
        }

        @Override
        @SuppressWarnings("unchecked") // the trigger takes anything
        public Trigger<String, GlobalWindow> getDefaultTrigger(StreamExecutionEnvironment env) {
            return (Trigger<String, GlobalWindow>) (Trigger<?, ?>) global.getDefaultTrigger();
        }

        @Override
        public TypeSerializer<GlobalWindow> getWindowSerializer(ExecutionConfig config) {
            return global.getWindowSerializer(config);
        }

        @Override
        public boolean isEventTime() {
            return false;
        }
    }

    @Test
    void anAssignerOfTheUsersMayGiveNoWindow() {
        Operator windows = elements(new OnLength(), CountTrigger.of(2));
        send(windows, "a1", "a23", "a4");
        assertThat(results()).containsExactly("a1+a4" + FOREVER);
    }
}
