package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple1;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * User code that modifies its input and what it has emitted: with object reuse off, no other function may notice,
 * however records are passed.
 */
@Timeout(60)
class MutationTest {
    private static final int NUMBERS = 150;
    private static final int REPEATS = 3;

    private static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();
    private static final Queue<Kept> KEPT = new ConcurrentLinkedQueue<>();
    private static final Queue<String> VANDALIZED = new ConcurrentLinkedQueue<>();
    private static final Queue<String> RESULTS = new ConcurrentLinkedQueue<>();

    /** A record that a sink kept, and what it said when it came. */
    private record Kept(Thing thing, String text) {}

    /** What can be changed at every depth. */
    public abstract static class Thing {
        abstract void set(long number, long repeat);

        abstract void vandalize();

        abstract long number();

        abstract String text();
    }

    /** A POJO, with a POJO, a list and an array in it. */
    public static final class Box extends Thing {
        public long number;
        public Box inner;
        public List<Long> list = new ArrayList<>();
        public int[] array = {0};

        @Override
        void set(long number, long repeat) {
            this.number = number;
            if (inner == null) {
                inner = new Box();
            }
            inner.number = number * repeat;
            list.clear();
            list.add(repeat);
            array[0] = (int) repeat;
        }

        @Override
        void vandalize() {
            number = -1;
            inner.number = -1;
            list.clear();
            array[0] = -1;
        }

        @Override
        long number() {
            return number;
        }

        @Override
        String text() {
            return number + " " + (inner == null ? null : inner.number) + " " + list + " " + array[0];
        }
    }

    /** Not a POJO: the generic fallback serializes it. */
    public static final class Bag extends Thing {
        private final Map<String, long[]> content = new HashMap<>();

        @Override
        void set(long number, long repeat) {
            content.computeIfAbsent("all", key -> new long[2])[0] = number;
            content.get("all")[1] = repeat;
        }

        @Override
        void vandalize() {
            content.get("all")[0] = -1;
        }

        @Override
        long number() {
            return content.get("all")[0];
        }

        @Override
        String text() {
            return content.get("all")[0] + " " + content.get("all")[1];
        }
    }

    private static Thing make(boolean generic) {
        return generic ? new Bag() : new Box();
    }

    @SuppressWarnings("unchecked") // both are things
    private static TypeInformation<Thing> type(boolean generic) {
        TypeInformation<? extends Thing> type = generic ? TypeInformation.of(Bag.class) : TypeInformation.of(Box.class);
        return (TypeInformation<Thing>) type;
    }

    /** A way from an operator to the next. */
    enum Way {
        CHAINED,
        HANDED_OVER,
        REBALANCED,
        BROADCAST,
        BY_KEY,
        SIDE_OUTPUT,
        SIDE_OUTPUT_HANDED_OVER
    }

    @BeforeEach
    void reset() {
        FAULTS.clear();
        KEPT.clear();
        VANDALIZED.clear();
        RESULTS.clear();
    }

    static Stream<Arguments> ways() {
        return Stream.of(Way.values())
                .flatMap(way -> Stream.of(
                        Arguments.of(way, 1, false), Arguments.of(way, 2, false), Arguments.of(way, 2, true)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void neitherSiblingsNorThePredecessorSeeAChange(Way way, int parallelism, boolean generic) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        OutputTag<Thing> tag = new OutputTag<>("side", type(generic));
        SingleOutputStreamOperator<Thing> made = environment
                .fromSequence(1, NUMBERS)
                .process(new Reusing(generic, tag))
                .returns(type(generic));
        DataStream<Thing> sent = switch (way) {
            case CHAINED -> made;
            case HANDED_OVER -> made.disableChaining();
            case REBALANCED -> made.rebalance();
            case BROADCAST -> made.broadcast();
            case BY_KEY -> made.keyBy(Thing::number);
            case SIDE_OUTPUT -> made.getSideOutput(tag);
            case SIDE_OUTPUT_HANDED_OVER -> made.disableChaining().getSideOutput(tag);
        };
        sent.addSink(new Vandal());
        sent.addSink(new Keeper());
        sent.map(new VandalMap()).returns(type(generic)).addSink(new Discard());
        made.addSink(new Vandal());
        environment.execute();

        int copies = way == Way.BROADCAST ? parallelism : 1;
        List<String> expected = new ArrayList<>();
        for (long number = 1; number <= NUMBERS; number++) {
            for (long repeat = 0; repeat < REPEATS; repeat++) {
                Thing thing = make(generic);
                thing.set(number, repeat);
                for (int i = 0; i < copies; i++) {
                    expected.add(thing.text());
                }
            }
        }
        assertThat(FAULTS).isEmpty();
        assertThat(KEPT).extracting(Kept::text).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(KEPT).allSatisfy(kept -> assertThat(kept.thing().text()).isEqualTo(kept.text()));
        assertThat(VANDALIZED).hasSize((2 * copies + 1) * NUMBERS * REPEATS).isSubsetOf(expected);
    }

    /** Emits one object again and again, to the main output and to the side, and looks whether somebody changes it. */
    private static final class Reusing extends ProcessFunction<Long, Thing> {
        private static final long serialVersionUID = 1L;

        private final boolean generic;
        private final OutputTag<Thing> tag;
        private transient Thing reused;

        Reusing(boolean generic, OutputTag<Thing> tag) {
            this.generic = generic;
            this.tag = tag;
        }

        @Override
        public void processElement(Long number, Context context, Collector<Thing> out) {
            if (reused == null) {
                reused = make(generic);
            }
            for (long repeat = 0; repeat < REPEATS; repeat++) {
                reused.set(number, repeat);
                String before = reused.text();
                out.collect(reused);
                context.output(tag, reused);
                if (!reused.text().equals(before)) {
                    FAULTS.add(before + " became " + reused.text() + " in the hands of its producer");
                }
            }
        }
    }

    /** Changes what it is given. */
    private static final class Vandal implements SinkFunction<Thing> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Thing thing, Context context) {
            VANDALIZED.add(thing.text());
            thing.vandalize();
        }
    }

    /** Changes what it is given and passes it on. */
    private static final class VandalMap implements MapFunction<Thing, Thing> {
        private static final long serialVersionUID = 1L;

        @Override
        public Thing map(Thing thing) {
            VANDALIZED.add(thing.text());
            thing.vandalize();
            return thing;
        }
    }

    /** Keeps what it is given. */
    private static final class Keeper implements SinkFunction<Thing> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Thing thing, Context context) {
            KEPT.add(new Kept(thing, thing.text()));
        }
    }

    /** Drops what it is given. */
    private static final class Discard implements SinkFunction<Thing> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Thing thing, Context context) {}
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aReducerMayReturnItsChangedFirstArgument(int parallelism) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(parallelism);
        DataStream<Box> sums = environment
                .fromSequence(1, NUMBERS)
                .setParallelism(1)
                .flatMap(new Boxes())
                .returns(Box.class)
                .setParallelism(1)
                .keyBy(box -> box.number)
                .reduce(new AddingInPlace());
        sums.map(box -> {
                    box.vandalize();
                    return box;
                })
                .returns(Box.class)
                .addSink(new Vandals());
        sums.addSink(new Texts());
        environment.execute();
        assertThat(RESULTS).containsExactlyInAnyOrderElementsOf(runningSums());
    }

    private static List<String> runningSums() {
        List<String> expected = new ArrayList<>();
        long[] sums = new long[5];
        LongStream.rangeClosed(1, NUMBERS).forEach(number -> {
            int key = (int) (number % 5);
            sums[key] += number;
            expected.add(key + " [" + sums[key] + "]");
        });
        return expected;
    }

    /** Makes a box a number, always the same object. */
    private static final class Boxes implements FlatMapFunction<Long, Box> {
        private static final long serialVersionUID = 1L;

        private Box reused;

        @Override
        public void flatMap(Long number, Collector<Box> out) {
            if (reused == null) {
                reused = new Box();
                reused.inner = new Box();
            }
            reused.number = number % 5;
            reused.list.clear();
            reused.list.add(number);
            out.collect(reused);
        }
    }

    /** Adds the second to the first. */
    private static final class AddingInPlace implements ReduceFunction<Box> {
        private static final long serialVersionUID = 1L;

        @Override
        public Box reduce(Box first, Box second) {
            first.list.set(0, first.list.get(0) + second.list.get(0));
            second.vandalize();
            return first;
        }
    }

    /** Changes boxes. */
    private static final class Vandals implements SinkFunction<Box> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Box box, Context context) {
            box.vandalize();
        }
    }

    /** Notes the key and the list of boxes. */
    private static final class Texts implements SinkFunction<Box> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Box box, Context context) {
            RESULTS.add(box.number + " " + box.list);
            box.vandalize();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void stateThatIsEmittedStaysAsItIs(boolean chained) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        SingleOutputStreamOperator<Box> emitted = environment
                .fromSequence(1, NUMBERS)
                .setParallelism(1)
                .flatMap(new Boxes())
                .returns(Box.class)
                .setParallelism(1)
                .keyBy(box -> box.number)
                .process(new Summing());
        if (!chained) {
            emitted.disableChaining();
        }
        emitted.addSink(new Texts());
        emitted.addSink(new Vandals());
        environment.execute();
        assertThat(FAULTS).isEmpty();
        assertThat(RESULTS).containsExactlyInAnyOrderElementsOf(runningSums());
    }

    /** Keeps its input in state, adds to it there, and emits the state's own object. */
    private static final class Summing extends KeyedProcessFunction<Long, Box, Box> {
        private static final long serialVersionUID = 1L;

        private transient ValueState<Box> sum;
        private transient ListState<Box> all;

        @Override
        public void open(OpenContext context) {
            sum = getRuntimeContext().getState(new ValueStateDescriptor<>("sum", Box.class));
            all = getRuntimeContext().getListState(new ListStateDescriptor<>("all", Box.class));
        }

        @Override
        public void processElement(Box box, Context context, Collector<Box> out) throws Exception {
            Box before = sum.value();
            Box now = before == null ? box : before;
            if (before != null) {
                now.list.set(0, now.list.get(0) + box.list.get(0));
                all.add(box);
            }
            sum.update(now);
            out.collect(now);
            for (Box seen : all.get()) {
                if (seen.number != context.getCurrentKey() || seen.list.isEmpty()) {
                    FAULTS.add("a box in the list has become " + seen.text());
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyInStateIsNotThePartOfTheRecordThatIsChanged(boolean perTimer) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(1);
        environment
                .fromSequence(1, NUMBERS)
                .map(number -> Tuple2.of(Tuple1.of(number % 5), number))
                .returns(Types.TUPLE(Types.TUPLE(Types.LONG), Types.LONG))
                .keyBy(pair -> pair.f0, Types.TUPLE(Types.LONG))
                .process(new ChangingItsKey(perTimer))
                .addSink(new Lines());
        environment.execute();
        List<String> expected = new ArrayList<>();
        long[] counts = new long[5];
        for (int number = 1; number <= NUMBERS; number++) {
            expected.add(number % 5 + " " + ++counts[number % 5]);
        }
        if (perTimer) {
            LongStream.range(0, 5).forEach(key -> expected.add("timer of " + key));
        }
        assertThat(RESULTS).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Counts, and then changes the key within the record. */
    private static final class ChangingItsKey
            extends KeyedProcessFunction<Tuple1<Long>, Tuple2<Tuple1<Long>, Long>, String> {
        private static final long serialVersionUID = 1L;

        private final boolean perTimer;
        private transient ValueState<Long> count;

        ChangingItsKey(boolean perTimer) {
            this.perTimer = perTimer;
        }

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public void processElement(Tuple2<Tuple1<Long>, Long> pair, Context context, Collector<String> out)
                throws Exception {
            long key = pair.f0.f0;
            count.update(count.value() == null ? 1 : count.value() + 1);
            out.collect(key + " " + count.value());
            if (perTimer) {
                context.timerService().registerEventTimeTimer(1);
            }
            pair.f0.f0 = 99L;
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) {
            out.collect("timer of " + context.getCurrentKey().f0);
        }
    }

    /** Notes lines. */
    private static final class Lines implements SinkFunction<String> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(String line, Context context) {
            RESULTS.add(line);
        }
    }
}
