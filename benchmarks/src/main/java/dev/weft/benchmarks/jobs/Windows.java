package dev.weft.benchmarks.jobs;

import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.datastream.WindowedStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Duration;

/** Workload W8: sums by key and event-time window. */
final class Windows {

    private Windows() {}

    static void sums(StreamExecutionEnvironment environment, long records, String kind) {
        DataStream<Reading> readings = environment
                .fromSequence(0, records - 1)
                .map(new Reading.Readings(records / environment.getParallelism()));
        sums(readings, kind).addSink(new WindowDigest());
    }

    static SingleOutputStreamOperator<Tuple3<Long, Long, Long>> sums(DataStream<Reading> readings, String kind) {
        WindowedStream<Reading, Long, TimeWindow> windows = readings.assignTimestampsAndWatermarks(Reading.watermarks())
                .keyBy(reading -> reading.key)
                .window(assigner(kind));
        return kind.endsWith("-general")
                ? windows.aggregate(new UncombinedSum(), new Named())
                : windows.aggregate(new Sum(), new Named());
    }

    private static WindowAssigner<Object, TimeWindow> assigner(String kind) {
        return switch (kind) {
            case "tumbling" -> TumblingEventTimeWindows.of(Duration.ofSeconds(1));
            case "sliding", "sliding-general" ->
                SlidingEventTimeWindows.of(Duration.ofSeconds(10), Duration.ofMillis(100));
            case "session" -> EventTimeSessionWindows.withGap(Duration.ofMillis(500));
            default -> throw new IllegalArgumentException("unknown windows " + kind);
        };
    }

    private static final class Sum implements AggregateFunction<Reading, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Reading reading, Long sum) {
            return sum + reading.value;
        }

        @Override
        public Long getResult(Long sum) {
            return sum;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    /** The same sum in a way that shows nobody that partial sums may be combined, so that every window has its own. */
    private static final class UncombinedSum implements AggregateFunction<Reading, long[], Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public long[] createAccumulator() {
            return new long[1];
        }

        @Override
        public long[] add(Reading reading, long[] sum) {
            sum[0] += reading.value;
            return sum;
        }

        @Override
        public Long getResult(long[] sum) {
            return sum[0];
        }

        @Override
        public long[] merge(long[] one, long[] other) {
            one[0] += other[0];
            return one;
        }
    }

    /** Adds key and window to a sum. */
    private static final class Named extends ProcessWindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> sums, Collector<Tuple3<Long, Long, Long>> out) {
            for (Long sum : sums) {
                out.collect(Tuple3.of(key, context.window().getEnd(), sum));
            }
        }
    }

    /** Digests sums. */
    static final class WindowDigest extends Digest<Tuple3<Long, Long, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        long hash(Tuple3<Long, Long, Long> window) {
            return SplitMix.mix(window.f0 * 31 + window.f1) ^ SplitMix.mix(window.f2);
        }
    }
}
