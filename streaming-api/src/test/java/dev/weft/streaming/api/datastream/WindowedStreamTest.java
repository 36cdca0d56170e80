package dev.weft.streaming.api.datastream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.RichAggregateFunction;
import dev.weft.api.common.functions.RichReduceFunction;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.common.typeutils.base.StringSerializer;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.core.memory.DataInputViewStreamWrapper;
import dev.weft.core.memory.DataOutputViewStreamWrapper;
import dev.weft.program.Operation;
import dev.weft.program.Partitioning;
import dev.weft.program.ProgramNode;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.streaming.api.datastream.CoGroupedStreams.TaggedUnion;
import dev.weft.streaming.api.datastream.CoGroupedStreams.UnionSerializer;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.DiscardingSink;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.Alignment;
import dev.weft.streaming.api.windowing.assigners.DynamicEventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.ProcessingTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingProcessingTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowStagger;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.TimeEvictor;
import dev.weft.streaming.api.windowing.time.Time;
import dev.weft.streaming.api.windowing.triggers.ContinuousEventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.CountTrigger;
import dev.weft.streaming.api.windowing.triggers.DeltaTrigger;
import dev.weft.streaming.api.windowing.triggers.PurgingTrigger;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class WindowedStreamTest {

    private static final KeySelector<Tuple2<String, Long>, String> BY_WORD = word -> word.f0;

    private final StreamExecutionEnvironment environment = new StreamExecutionEnvironment();
    private final DataStream<Tuple2<String, Long>> words = environment.fromData(Tuple2.of("a", 1L), Tuple2.of("b", 2L));
    private final KeyedStream<Tuple2<String, Long>, String> byWord = words.keyBy(BY_WORD);

    private static Duration ms(long ms) {
        return Duration.ofMillis(ms);
    }

    private ProgramNode lastOf(DataStream<?> stream) {
        stream.addSink(sink());
        List<ProgramNode> nodes = environment.getStreamGraph().program().nodes();
        return nodes.get(nodes.size() - 2);
    }

    private static <T> DiscardingSink<T> sink() {
        return new DiscardingSink<>();
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }

    @Test
    void windowsThatCannotBeAreRefusedInOneLine() {
        refused(
                () -> TumblingEventTimeWindows.of(ms(0)),
                "the size of TumblingEventTimeWindows is 0 ms, it must be at least 1 ms");
        refused(
                () -> TumblingProcessingTimeWindows.of(Time.seconds(-1)),
                "the size of TumblingProcessingTimeWindows is -1000 ms, it must be at least 1 ms");
        refused(
                () -> SlidingEventTimeWindows.of(ms(5), ms(0)),
                "the slide of SlidingEventTimeWindows is 0 ms, it must be at least 1 ms");
        refused(
                () -> SlidingProcessingTimeWindows.of(ms(0), ms(1)),
                "the size of SlidingProcessingTimeWindows is 0 ms, it must be at least 1 ms");
        refused(
                () -> TumblingEventTimeWindows.of(ms(5), ms(-5)),
                "the offset of TumblingEventTimeWindows is -5 ms, it must be smaller than 5 ms, after which the windows"
                        + " repeat");
        refused(
                () -> EventTimeSessionWindows.withGap(ms(0)),
                "the gap of EventTimeSessionWindows is 0 ms, it must be at least 1 ms");
        refused(
                () -> ProcessingTimeSessionWindows.withGap(Time.milliseconds(-2)),
                "the gap of ProcessingTimeSessionWindows is -2 ms, it must be at least 1 ms");
        refused(() -> byWord.countWindow(0), "a count trigger would fire with every 0 elements, it must be at least 1");
        refused(() -> byWord.countWindow(-1, 1), "a count evictor would keep -1 elements, it must be at least 0");
        refused(
                () -> ContinuousEventTimeTrigger.of(ms(0)),
                "the interval of a continuous trigger is 0 ms, it must be at least 1 ms");
        refused(() -> TimeEvictor.of(ms(-1)), "a time evictor would keep -1 ms, it must be at least 0");
        refused(
                () -> byWord.window(TumblingEventTimeWindows.of(ms(5))).allowedLateness(ms(-1)),
                "the allowed lateness is -1 ms, it must be at least 0");
    }

    @Test
    void aTriggerThatCannotMergeIsRefusedForSessions() {
        assertThatThrownBy(() -> byWord.window(EventTimeSessionWindows.withGap(ms(5)))
                        .trigger(DeltaTrigger.of(
                                1, (from, to) -> 1, words.getType().createSerializer(environment.getConfig()))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("the windows of EventTimeSessionWindows(5) merge, but")
                .hasMessageContaining("DeltaTrigger cannot");
        byWord.window(EventTimeSessionWindows.withGap(ms(5))).trigger(PurgingTrigger.of(CountTrigger.of(2)));
    }

    @Test
    void functionsThatReduceWindowsCannotBeRich() {
        RichReduceFunction<Tuple2<String, Long>> rich = new RichReduceFunction<>() {
            @Override
            public Tuple2<String, Long> reduce(Tuple2<String, Long> a, Tuple2<String, Long> b) {
                return a;
            }
        };
        assertThatThrownBy(
                        () -> byWord.window(TumblingEventTimeWindows.of(ms(5))).reduce(rich))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot be a RichFunction");
        assertThatThrownBy(
                        () -> byWord.window(TumblingEventTimeWindows.of(ms(5))).aggregate(new RichCount()))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("cannot be a RichFunction");
    }

    private static final class RichCount extends RichAggregateFunction<Tuple2<String, Long>, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Tuple2<String, Long> value, Long accumulator) {
            return accumulator + 1;
        }

        @Override
        public String getResult(Long accumulator) {
            return accumulator.toString();
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    private static final class Count implements AggregateFunction<Tuple2<String, Long>, Long, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Tuple2<String, Long> value, Long accumulator) {
            return accumulator + 1;
        }

        @Override
        public String getResult(Long accumulator) {
            return accumulator.toString();
        }

        @Override
        public Long merge(Long a, Long b) {
            return a + b;
        }
    }

    private static final class Lengths extends ProcessWindowFunction<String, Integer, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(String key, Context context, Iterable<String> elements, Collector<Integer> out) {
            out.collect(elements.iterator().next().length());
        }
    }

    @Test
    void aWindowBecomesOneOperationWithItsTypes() {
        OutputTag<Tuple2<String, Long>> late = new OutputTag<>("late", words.getType());
        SingleOutputStreamOperator<Integer> lengths = byWord.window(SlidingEventTimeWindows.of(ms(10), ms(5), ms(2)))
                .allowedLateness(ms(3))
                .sideOutputLateData(late)
                .aggregate(new Count(), new Lengths());
        assertThat(lengths.getType()).isEqualTo(Types.INT);
        ProgramNode node = lastOf(lengths);
        assertThat(node.name()).isEqualTo("SlidingEventTimeWindows");
        assertThat(node.inputs().get(0).partitioning()).isInstanceOf(Partitioning.KeyGroups.class);
        Operation.Window window = (Operation.Window) node.operation();
        assertThat(window.contents())
                .isInstanceOfSatisfying(
                        WindowContents.Aggregated.class,
                        contents -> assertThat(contents.accumulatorType()).isEqualTo(Types.LONG));
        assertThat(window.result()).isInstanceOf(WindowResult.Process.class);
        assertThat(window.windowing().allowedLatenessMs()).isEqualTo(3);
        assertThat(window.windowing().lateData()).contains(late);
        assertThat(window.windowing().elementType()).isEqualTo(words.getType());
        assertThat(Alignment.of(window.windowing().assigner())).contains(new Alignment(10, 5, 2));
    }

    @Test
    void typesOfLambdasAreFoundOrAskedFor() {
        var windows = byWord.window(TumblingEventTimeWindows.of(ms(5)));
        assertThat(windows.reduce((a, b) -> a).getType()).isEqualTo(words.getType());
        assertThat(windows.sum(1).getType()).isEqualTo(words.getType());
        assertThat(windows.maxBy("f1").getType()).isEqualTo(words.getType());
        SingleOutputStreamOperator<String> keys = windows.apply(
                (String key, TimeWindow window, Iterable<Tuple2<String, Long>> all, Collector<String> out) ->
                        out.collect(key));
        keys.returns(Types.STRING);
        assertThat(keys.getType()).isEqualTo(Types.STRING);
    }

    @Test
    void windowsOverEverythingRunInOneInstance() {
        environment.setParallelism(4);
        ProgramNode node =
                lastOf(words.windowAll(TumblingEventTimeWindows.of(ms(5))).sum(1));
        assertThat(node.parallelism()).isEqualTo(1);
        assertThat(node.maxParallelism()).isEqualTo(1);
        assertThat(((Operation.Window) node.operation()).windowing().elementType())
                .isEqualTo(words.getType());
    }

    @Test
    void countWindowsAreGlobalWindowsWithATrigger() {
        Operation.Window tumbling =
                (Operation.Window) lastOf(words.countWindowAll(3).sum(1)).operation();
        assertThat(tumbling.windowing().trigger()).hasToString("PurgingTrigger(CountTrigger(3))");
        assertThat(tumbling.windowing().evictor()).isEmpty();
        Operation.Window sliding =
                (Operation.Window) lastOf(byWord.countWindow(4, 2).sum(1)).operation();
        assertThat(sliding.windowing().trigger()).hasToString("CountTrigger(2)");
        assertThat(sliding.windowing().evictor()).get().isInstanceOf(CountEvictor.class);
    }

    @Test
    void windowsThatAreStaggeredAreNotTheSameEverywhere() {
        assertThat(Alignment.of(TumblingEventTimeWindows.of(ms(5), ms(1)))).contains(new Alignment(5, 5, 1));
        assertThat(Alignment.of(TumblingEventTimeWindows.of(ms(5), ms(0), WindowStagger.RANDOM)))
                .isEmpty();
        assertThat(Alignment.of(DynamicEventTimeSessionWindows.withDynamicGap(word -> 1)))
                .isEmpty();
        assertThat(WindowStagger.NATURAL.getStaggerOffset(-3, 5)).isEqualTo(2);
        assertThat(WindowStagger.RANDOM.getStaggerOffset(0, 5)).isBetween(0L, 4L);
    }

    @Test
    void joinedStreamsMeetInOneWindowOverBoth() {
        DataStream<String> others = environment.fromData("a", "b");
        DataStream<Integer> joined = words.join(others)
                .where(BY_WORD)
                .equalTo(word -> word)
                .window(TumblingEventTimeWindows.of(ms(5)))
                .allowedLateness(ms(1))
                .with((Tuple2<String, Long> one, String two) -> two.length());
        assertThat(joined.getType()).isEqualTo(Types.INT);
        ProgramNode node = lastOf(joined);
        assertThat(node.name()).isEqualTo("Join");
        assertThat(node.inputs()).hasSize(2);
        assertThat(((Operation.Window) node.operation()).windowing().allowedLatenessMs())
                .isEqualTo(1);
    }

    @Test
    void streamsWithKeysOfDifferentTypesCannotMeet() {
        DataStream<String> others = environment.fromData("a", "b");
        assertThatThrownBy(
                        () -> words.coGroup(others).where(BY_WORD).equalTo(word -> word, Types.GENERIC(String.class)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "elements meet by keys of one type, but where(...) gives String and equalTo(...)");
    }

    @Test
    void anElementOfJoinedStreamsIsWrittenWithItsSide() throws IOException {
        UnionSerializer<String, String> serializer =
                new UnionSerializer<>(StringSerializer.INSTANCE, StringSerializer.INSTANCE);
        List<TaggedUnion<String, String>> written = List.of(TaggedUnion.one("x"), TaggedUnion.two("x"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (TaggedUnion<String, String> one : written) {
            serializer.serialize(one, new DataOutputViewStreamWrapper(bytes));
        }
        var in = new DataInputViewStreamWrapper(new ByteArrayInputStream(bytes.toByteArray()));
        List<TaggedUnion<String, String>> read = new ArrayList<>();
        read.add(serializer.deserialize(in));
        read.add(serializer.deserialize(in));
        assertThat(read).isEqualTo(written);
        assertThat(serializer.snapshotConfiguration().restoreSerializer()).isEqualTo(serializer);
    }

    @Test
    void timeWindowsMergeWhereTheyMeet() {
        List<String> merged = new ArrayList<>();
        TimeWindow.mergeWindows(
                List.of(new TimeWindow(10, 12), new TimeWindow(0, 3), new TimeWindow(3, 5), new TimeWindow(-4, -1)),
                (windows, result) -> merged.add(windows.size() + " " + result));
        assertThat(merged).containsExactly("2 TimeWindow{start=0, end=5}");
        assertThat(TimeWindow.getWindowStartWithOffset(-1, 0, 10)).isEqualTo(-10);
        assertThat(TimeWindow.getWindowStartWithOffset(-10, 3, 10)).isEqualTo(-17);
        assertThat(TimeWindow.getWindowStartWithOffset(3, -7, 10)).isEqualTo(3);
    }
}
