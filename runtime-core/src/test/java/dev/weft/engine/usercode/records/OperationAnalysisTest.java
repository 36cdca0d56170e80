package dev.weft.engine.usercode.records;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.engine.usercode.records.elsewhere.Namesake;
import dev.weft.program.Operation;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the escape analysis proves about typical user functions, and above all what it must not. */
public class OperationAnalysisTest {

    /** A flat record. */
    public static class Point {
        public int x;
        public String name;

        public Point() {}

        public Point(int x, String name) {
            this.x = x;
            this.name = name;
        }

        public int doubled() {
            return 2 * x;
        }

        public final int tripled() {
            return 3 * x;
        }

        public final Point moved() {
            x++;
            return this;
        }
    }

    /** One that others know of as soon as it is made. */
    public static class Leaking extends Point {
        static final List<Point> ALL = new ArrayList<>();

        public Leaking() {
            ALL.add(this);
        }
    }

    static boolean givesUp(MapFunction<?, Point> function) {
        return new OperationAnalysis(Point.class).givesUp(new Operation.Map(function));
    }

    static boolean givesUpFlat(FlatMapFunction<Integer, Point> function) {
        return new OperationAnalysis(Point.class).givesUp(new Operation.FlatMap(function));
    }

    static boolean onlyReads(MapFunction<Point, ?> function) {
        return new OperationAnalysis(Point.class).onlyReads(new Operation.Map(function));
    }

    static boolean sinkOnlyReads(SinkFunction<Point> sink) {
        return new OperationAnalysis(Point.class).onlyReads(new Operation.SinkFunctionCall(sink));
    }

    @Nested
    class GivesUp {

        @Test
        void whatAMapMakes() {
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        @Override
                        public Point map(Integer value) {
                            return new Point(value, "new");
                        }
                    }))
                    .isTrue();
        }

        @Test
        void whatAMapMakesAndFills() {
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        @Override
                        public Point map(Integer value) {
                            Point made = new Point();
                            made.x = value;
                            made.name = value > 3 ? "large" : "small";
                            return made;
                        }
                    }))
                    .isTrue();
        }

        @Test
        void whatALambdaMakes() {
            int captured = 7;
            long wide = 8;
            MapFunction<Integer, Point> map = value -> new Point(value + captured + (int) wide, "lambda");
            assertThat(givesUp(map)).isTrue();
        }

        @Test
        void whatTheMethodBehindAReferenceMakes() {
            assertThat(givesUp((MapFunction<Integer, Point>) OperationAnalysisTest::made))
                    .isTrue();
        }

        @Test
        void whatAHelperMakes() {
            assertThat(givesUp((MapFunction<Integer, Point>) value -> value > 3 ? made(value) : new Point()))
                    .isTrue();
        }

        @Test
        void whatAFlatMapMakesInALoop() {
            assertThat(givesUpFlat((value, out) -> {
                        for (int i = 0; i < value; i++) {
                            out.collect(new Point(i, "each"));
                        }
                    }))
                    .isTrue();
        }

        @Test
        void tuplesOfItsFactory() {
            FlatMapFunction<String, Tuple2<String, Long>> split = new FlatMapFunction<>() {
                @Override
                public void flatMap(String line, Collector<Tuple2<String, Long>> out) {
                    int begin = 0;
                    for (int end = line.indexOf(' '); end >= 0; end = line.indexOf(' ', begin)) {
                        out.collect(Tuple2.of(line.substring(begin, end), 1L));
                        begin = end + 1;
                    }
                }
            };
            assertThat(new OperationAnalysis(Tuple2.class).givesUp(new Operation.FlatMap(split)))
                    .isTrue();
        }

        @Test
        void whatAHelperCollects() {
            assertThat(givesUpFlat(new FlatMapFunction<>() {
                        @Override
                        public void flatMap(Integer value, Collector<Point> out) {
                            emit(value, out);
                        }

                        private void emit(int x, Collector<Point> out) {
                            out.collect(new Point(x, "helper"));
                        }
                    }))
                    .isTrue();
        }

        @Test
        void whatAProcessFunctionMakesInBothOfItsMethods() {
            assertThat(new OperationAnalysis(Point.class).givesUp(new Operation.KeyedProcess(new Timing())))
                    .isTrue();
        }
    }

    static Point made(int x) {
        return new Point(x, "made");
    }

    /** Emits what it makes, from records and from timers. */
    static class Timing extends KeyedProcessFunction<Integer, Integer, Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(Integer value, Context context, Collector<Point> out) {
            context.timerService().registerEventTimeTimer(value);
            out.collect(new Point(value, "element"));
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Point> out) {
            out.collect(new Point((int) timestamp, "timer"));
        }
    }

    /** Emits the same record again from timers. */
    static class Repeating extends Timing {
        private static final long serialVersionUID = 1L;

        private final Point last = new Point();

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Point> out) {
            out.collect(last);
        }
    }

    @Nested
    class DoesNotGiveUp {

        @Test
        void itsInput() {
            assertThat(givesUp((MapFunction<Point, Point>) value -> value)).isFalse();
        }

        @Test
        void itsInputOrSomethingNew() {
            assertThat(givesUp((MapFunction<Point, Point>) value -> value.x > 3 ? value : new Point()))
                    .isFalse();
        }

        @Test
        void aFieldOfTheFunction() {
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        private final Point reused = new Point();

                        @Override
                        public Point map(Integer value) {
                            reused.x = value;
                            return reused;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatAFieldOfTheFunctionKeeps() {
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        private Point last;

                        @Override
                        public Point map(Integer value) {
                            Point made = new Point(value, "kept");
                            last = made;
                            return made;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatAListKeeps() {
            List<Point> kept = new ArrayList<>();
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        @Override
                        public Point map(Integer value) {
                            Point made = new Point(value, "kept");
                            kept.add(made);
                            return made;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatAnArrayKeeps() {
            assertThat(givesUp(new MapFunction<Integer, Point>() {
                        private final Point[] last = new Point[1];

                        @Override
                        public Point map(Integer value) {
                            Point made = new Point(value, "kept");
                            last[0] = made;
                            return made;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatIsChangedAfterwards() {
            assertThat(givesUpFlat((value, out) -> {
                        Point made = new Point(value, "first");
                        out.collect(made);
                        made.x = 0;
                    }))
                    .isFalse();
        }

        @Test
        void whatIsCollectedTwice() {
            assertThat(givesUpFlat((value, out) -> {
                        Point made = new Point(value, "twice");
                        out.collect(made);
                        out.collect(made);
                    }))
                    .isFalse();
        }

        @Test
        void whatIsMadeBeforeTheLoop() {
            assertThat(givesUpFlat((value, out) -> {
                        Point reused = new Point();
                        for (int i = 0; i < value; i++) {
                            reused.x = i;
                            out.collect(reused);
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatIsChangedInTheNextRoundOfTheLoop() {
            assertThat(givesUpFlat((value, out) -> {
                        Point last = null;
                        for (int i = 0; i < value; i++) {
                            if (last != null) {
                                last.x = -1;
                            }
                            last = new Point(i, "round");
                            out.collect(last);
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatIsChangedWhenCollectingFails() {
            assertThat(givesUpFlat((value, out) -> {
                        Point made = new Point(value, "tried");
                        try {
                            out.collect(made);
                        } catch (RuntimeException e) {
                            made.x = -1;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatItsConstructorTellsOthersOf() {
            assertThat(new OperationAnalysis(Leaking.class)
                            .givesUp(new Operation.Map((MapFunction<Integer, Point>) value -> new Leaking())))
                    .isFalse();
        }

        @Test
        void aSubclass() {
            assertThat(givesUp((MapFunction<Integer, Point>) value -> new Point(value, "sub") {}))
                    .isFalse();
        }

        @Test
        void whatALambdaCaptures() {
            Point captured = new Point();
            assertThat(givesUp((MapFunction<Integer, Point> & java.io.Serializable) value -> captured))
                    .isFalse();
        }

        @Test
        void whatALambdaOfItsOwnCaptures() {
            assertThat(givesUpFlat((value, out) -> {
                        Point made = new Point();
                        Runnable later = () -> made.x++;
                        out.collect(made);
                        later.run();
                    }))
                    .isFalse();
        }

        @Test
        void whatItsHelperReturnsFromAField() {
            assertThat(givesUp(new RichMapFunction<Integer, Point>() {
                        private final Point shared = new Point();

                        @Override
                        public Point map(Integer value) {
                            return shared();
                        }

                        private Point shared() {
                            return shared;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatGoesToASideOutputToo() {
            OutputTag<Point> tag = new OutputTag<>("side") {};
            assertThat(new OperationAnalysis(Point.class)
                            .givesUp(new Operation.Process(new ProcessFunction<Integer, Point>() {
                                @Override
                                public void processElement(Integer value, Context context, Collector<Point> out) {
                                    Point made = new Point(value, "both");
                                    context.output(tag, made);
                                    out.collect(made);
                                }
                            })))
                    .isFalse();
        }

        @Test
        void whatATimerRepeats() {
            assertThat(new OperationAnalysis(Point.class).givesUp(new Operation.KeyedProcess(new Repeating())))
                    .isFalse();
        }

        @Test
        void whatACollectorThatWasKeptIsGiven() {
            assertThat(givesUpFlat(new FlatMapFunction<>() {
                        private Collector<Point> kept;

                        @Override
                        public void flatMap(Integer value, Collector<Point> out) {
                            kept = out;
                            kept.collect(new Point());
                        }
                    }))
                    .isFalse();
        }

        @Test
        void whatAMethodGivesThatASubclassInAnotherPackageCannotReplace() {
            assertThat(givesUp(new Namesake())).isFalse();
        }

        @Test
        void whatAPrivateMethodOfASuperclassGives() {
            assertThat(givesUp(new Innocent())).isFalse();
        }
    }

    /** Its method calls one that only subclasses in this package can replace. */
    public static class Hidden implements MapFunction<Integer, Point> {
        private static final long serialVersionUID = 1L;
        private final Point shared = new Point();

        @Override
        public Point map(Integer value) {
            return result();
        }

        Point result() {
            return shared;
        }
    }

    /** Its method calls a private one, which a subclass cannot replace. */
    static class Guilty implements MapFunction<Integer, Point> {
        private static final long serialVersionUID = 1L;
        private final Point shared = new Point();

        @Override
        public Point map(Integer value) {
            return result();
        }

        private Point result() {
            return shared;
        }
    }

    /** Has a method of the same name, which nobody calls. */
    static class Innocent extends Guilty {
        private static final long serialVersionUID = 1L;

        Point result() {
            return new Point();
        }
    }

    @Nested
    class OnlyReads {

        @Test
        void fields() {
            assertThat(onlyReads(value -> value.x + value.name.length())).isTrue();
        }

        @Test
        void fieldsIntoSomethingNew() {
            assertThat(onlyReads(value -> new Point(value.x + 1, value.name))).isTrue();
        }

        @Test
        void finalMethods() {
            assertThat(onlyReads(Point::tripled)).isFalse(); // the record itself is the receiver
            assertThat(onlyReads(value -> value.tripled())).isTrue();
        }

        @Test
        void inAHelper() {
            assertThat(onlyReads(value -> sum(value, 3))).isTrue();
        }

        @Test
        void inASinkThatIsCalledWithoutContext() {
            assertThat(sinkOnlyReads(new SinkFunction<>() {
                        private long sum;

                        @Override
                        public void invoke(Point value) {
                            sum += value.x;
                        }
                    }))
                    .isTrue();
        }

        @Test
        void inASinkThatLeavesTheHashToASubclass() {
            assertThat(sinkOnlyReads(new Digesting())).isTrue();
        }
    }

    static int sum(Point point, int more) {
        return point.x + more;
    }

    /** Leaves it to others what it adds up. */
    abstract static class Summing<T> implements SinkFunction<T> {
        private static final long serialVersionUID = 1L;
        long sum;

        @Override
        public void invoke(T value, Context context) {
            sum += number(value);
        }

        abstract long number(T value);
    }

    static class Digesting extends Summing<Point> {
        private static final long serialVersionUID = 1L;

        @Override
        long number(Point value) {
            return ((long) value.name.hashCode() << 32) + value.x;
        }
    }

    @Nested
    class DoesNotOnlyRead {

        @Test
        void ifItWritesAField() {
            assertThat(onlyReads(value -> value.x = 7)).isFalse();
        }

        @Test
        void ifAMethodOfTheRecordWrites() {
            assertThat(onlyReads(value -> value.moved().x)).isFalse();
        }

        @Test
        void ifASubclassMayReplaceAMethod() {
            assertThat(onlyReads(value -> value.doubled())).isFalse();
        }

        @Test
        void ifItReturnsTheRecord() {
            assertThat(onlyReads(value -> value)).isFalse();
        }

        @Test
        void ifItKeepsTheRecord() {
            assertThat(sinkOnlyReads(new SinkFunction<>() {
                        private Point last;

                        @Override
                        public void invoke(Point value, Context context) {
                            last = value;
                        }
                    }))
                    .isFalse();
        }

        @Test
        void ifItPutsTheRecordIntoAList() {
            List<Point> all = new ArrayList<>();
            assertThat(sinkOnlyReads(new SinkFunction<>() {
                        @Override
                        public void invoke(Point value, Context context) {
                            all.add(value);
                        }
                    }))
                    .isFalse();
        }

        @Test
        void ifItPutsTheRecordIntoAnother() {
            assertThat(onlyReads(value -> Tuple2.of(1, value))).isFalse();
        }

        @Test
        void ifALambdaKeepsTheRecord() {
            assertThat(onlyReads(value -> {
                        Runnable later = () -> value.x++;
                        later.run();
                        return 1;
                    }))
                    .isFalse();
        }

        @Test
        void ifAHelperWrites() {
            assertThat(onlyReads(value -> changed(value))).isFalse();
        }

        @Test
        void ifThePlatformGetsTheRecord() {
            assertThat(onlyReads(value -> String.valueOf(value))).isFalse();
        }

        @Test
        void ifItReadsAFieldOfASubclass() {
            assertThat(onlyReads(value -> ((Carrying) value).mutable)).isFalse();
        }
    }

    static int changed(Point point) {
        point.x++;
        return point.x;
    }

    /** More than its superclass is known to have. */
    static class Carrying extends Point {
        public int[] mutable = {1};
    }
}
