package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.functions.FlatMapFunction;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Copy elision: flat records are not copied any more after many copies, where functions create them or only read them.
 * Jobs are long enough for that, with functions for which it is allowed and others; results must not change.
 */
@Timeout(120)
class UncopiedRecordsTest {

    private static final int NUMBERS = 25_000;

    private static final Queue<String> FAULTS = new ConcurrentLinkedQueue<>();
    private static final Queue<Point> KEPT = new ConcurrentLinkedQueue<>();
    private static final AtomicLong READ = new AtomicLong();
    private static final AtomicLong CHANGED = new AtomicLong();

    /** A flat record. */
    public static class Point {
        public long number;
        public String text;

        public Point() {}

        public Point(long number, String text) {
            this.number = number;
            this.text = text;
        }
    }

    @BeforeEach
    void reset() {
        FAULTS.clear();
        KEPT.clear();
        READ.set(0);
        CHANGED.set(0);
    }

    /** A way from the producer to its consumers. */
    enum Way {
        CHAINED,
        HANDED_OVER,
        REBALANCED,
        BROADCAST,
        BY_KEY
    }

    /** How the producer comes by its records. */
    enum Producer {
        MAKES(new Making()),
        REUSES(new Reusing()),
        REMEMBERS(new Remembering());

        private final FlatMapFunction<Long, Point> function;

        Producer(FlatMapFunction<Long, Point> function) {
            this.function = function;
        }
    }

    static Stream<Arguments> ways() {
        return Stream.of(Producer.values())
                .flatMap(producer -> Stream.of(Way.values()).map(way -> Arguments.of(producer, way)));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void aSingleConsumerMayChangeItsRecords(Producer producer, Way way) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        sent(environment, producer, way).addSink(new Changing());
        environment.execute();
        assertThat(FAULTS).isEmpty();
        assertThat(CHANGED.get()).isEqualTo(sum(way));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void severalConsumersDoNotDisturbEachOther(Producer producer, Way way) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        DataStream<Point> sent = sent(environment, producer, way);
        sent.addSink(new Changing());
        sent.addSink(new Reading());
        sent.addSink(new Keeping());
        sent.addSink(new Changing());
        environment.execute();
        assertThat(FAULTS).isEmpty();
        assertThat(READ.get()).isEqualTo(sum(way));
        assertThat(CHANGED.get()).isEqualTo(2 * sum(way));
        assertThat(KEPT.stream().mapToLong(kept -> kept.number).sum()).isEqualTo(sum(way));
        assertThat(KEPT).allSatisfy(kept -> assertThat(kept.text).isEqualTo("number " + kept.number));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void whatKeyedStateHoldsAndEmitsIsItsOwn(Producer producer, Way way) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2);
        SingleOutputStreamOperator<Point> largest = sent(environment, producer, way)
                .keyBy(point -> point.number % 10)
                .maxBy("number");
        largest.addSink(new Reading());
        largest.addSink(new Changing());
        largest.addSink(new Keeping());
        environment.execute();
        assertThat(FAULTS).isEmpty();
        assertThat(KEPT).allSatisfy(kept -> assertThat(kept.text).isEqualTo("number " + kept.number));
        assertThat(READ.get())
                .isEqualTo(CHANGED.get())
                .isEqualTo(KEPT.stream().mapToLong(kept -> kept.number).sum());
    }

    private static DataStream<Point> sent(StreamExecutionEnvironment environment, Producer producer, Way way) {
        SingleOutputStreamOperator<Point> made = environment
                .fromSequence(1, NUMBERS)
                .setParallelism(1)
                .flatMap(producer.function)
                .returns(Point.class)
                .setParallelism(1);
        return switch (way) {
            case CHAINED -> made.map(new Checking()).returns(Point.class).setParallelism(1);
            case HANDED_OVER -> made.disableChaining();
            case REBALANCED -> made.rebalance();
            case BROADCAST -> made.broadcast();
            case BY_KEY -> made.keyBy(point -> point.number);
        };
    }

    private static long sum(Way way) {
        return (way == Way.BROADCAST ? 2L : 1L) * NUMBERS * (NUMBERS + 1) / 2;
    }

    private static void check(Point point) {
        if (!point.text.equals("number " + point.number)) {
            FAULTS.add(point.number + " came with '" + point.text + "'");
        }
    }

    /** Makes a record for each number. */
    private static final class Making implements FlatMapFunction<Long, Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public void flatMap(Long number, Collector<Point> out) {
            out.collect(new Point(number, "number " + number));
        }
    }

    /** Emits the same object each time. */
    private static final class Reusing implements FlatMapFunction<Long, Point> {
        private static final long serialVersionUID = 1L;

        private Point reused;

        @Override
        public void flatMap(Long number, Collector<Point> out) {
            if (reused == null) {
                reused = new Point();
            }
            reused.number = number;
            reused.text = "number " + number;
            out.collect(reused);
            check(reused);
        }
    }

    /** Makes a record for each number, and looks at it and changes it when the next one comes. */
    private static final class Remembering implements FlatMapFunction<Long, Point> {
        private static final long serialVersionUID = 1L;

        private Point last;

        @Override
        public void flatMap(Long number, Collector<Point> out) {
            if (last != null) {
                check(last);
                last.number = -1;
            }
            last = new Point(number, "number " + number);
            out.collect(last);
        }
    }

    /** Passes on what it is given. */
    private static final class Checking implements MapFunction<Point, Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public Point map(Point point) {
            check(point);
            return point;
        }
    }

    /** Changes what it is given. */
    private static final class Changing implements SinkFunction<Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Point point, Context context) {
            check(point);
            CHANGED.addAndGet(point.number);
            point.number = -7;
            point.text = "changed";
        }
    }

    /** Only looks at what it is given. */
    private static final class Reading implements SinkFunction<Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Point point, Context context) {
            check(point);
            READ.addAndGet(point.number);
        }
    }

    /** Keeps what it is given. */
    private static final class Keeping implements SinkFunction<Point> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Point point, Context context) {
            KEPT.add(point);
        }
    }
}
