package dev.weft.benchmarks.jobs;

import dev.weft.api.common.accumulators.ListAccumulator;
import dev.weft.api.common.accumulators.LongCounter;
import dev.weft.api.common.accumulators.LongMaximum;
import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.RichSinkFunction;
import dev.weft.streaming.api.functions.source.RichParallelSourceFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Workload W9: counts of a sliding window under a scheduled load. An event's time is when it was due, on the machine's
 * monotonic clock, however late the source was; a window's latency is from its end to the arrival of its count at the
 * sink.
 */
final class Latency {

    private static final int KEYS = 1000;
    private static final Duration SIZE = Duration.ofSeconds(1);
    private static final Duration SLIDE = Duration.ofMillis(20);

    private Latency() {}

    static void slidingCounts(StreamExecutionEnvironment environment, long records, long perSecond) {
        environment
                .addSource(new Schedule(records, perSecond))
                .assignTimestampsAndWatermarks(
                        WatermarkStrategy.<Tuple2<Long, Long>>forGenerator(context -> new EveryMillisecond())
                                .withTimestampAssigner((event, before) -> event.f1))
                .keyBy(event -> event.f0)
                .window(SlidingEventTimeWindows.of(SIZE, SLIDE))
                .aggregate(new Count(), new Ended())
                .addSink(new Delays());
    }

    /** Emits each event when it is due, or as soon after that as it can. */
    private static final class Schedule extends RichParallelSourceFunction<Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;
        private static final long NAP_NS = 200_000;
        private static final long LEAD_NS = 1_000_000_000;

        private final long records;
        private final long perSecond;
        private volatile boolean canceled;

        Schedule(long records, long perSecond) {
            this.records = records;
            this.perSecond = perSecond;
        }

        @Override
        public void run(SourceContext<Tuple2<Long, Long>> context) {
            int subtasks = getRuntimeContext().getTaskInfo().getNumberOfParallelSubtasks();
            int subtask = getRuntimeContext().getTaskInfo().getIndexOfThisSubtask();
            ListAccumulator<Long> progress = new ListAccumulator<>();
            getRuntimeContext().addAccumulator(Generator.PROGRESS + subtask, progress);
            double periodNs = 1e9 * subtasks / perSecond;
            long beginNs = System.nanoTime() + LEAD_NS;
            long own = records / subtasks;
            long made = 0;
            progress.add(System.currentTimeMillis() + TimeUnit.NANOSECONDS.toMillis(LEAD_NS));
            progress.add(0L);
            while (made < own && !canceled) {
                long due = Math.min(own, (long) ((System.nanoTime() - beginNs) / periodNs));
                if (made >= due) {
                    LockSupport.parkNanos(NAP_NS);
                    continue;
                }
                synchronized (context.getCheckpointLock()) {
                    for (; made < due; made++) {
                        long dueNs = beginNs + (long) (made * periodNs);
                        long key = SplitMix.below(SplitMix.at(made * subtasks + subtask), KEYS);
                        context.collect(Tuple2.of(key, TimeUnit.NANOSECONDS.toMillis(dueNs)));
                    }
                }
            }
            progress.add(System.currentTimeMillis());
            progress.add(made);
        }

        @Override
        public void cancel() {
            canceled = true;
        }
    }

    /** A watermark as soon as an event of the next millisecond is there. */
    private static final class EveryMillisecond implements WatermarkGenerator<Tuple2<Long, Long>> {
        private long latest = Long.MIN_VALUE;

        @Override
        public void onEvent(Tuple2<Long, Long> event, long timestamp, WatermarkOutput output) {
            if (timestamp > latest) {
                latest = timestamp;
                output.emitWatermark(new Watermark(timestamp - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private static final class Count implements AggregateFunction<Tuple2<Long, Long>, Long, Long> {
        private static final long serialVersionUID = 1L;

        @Override
        public Long createAccumulator() {
            return 0L;
        }

        @Override
        public Long add(Tuple2<Long, Long> event, Long count) {
            return count + 1;
        }

        @Override
        public Long getResult(Long count) {
            return count;
        }

        @Override
        public Long merge(Long one, Long other) {
            return one + other;
        }
    }

    /** Adds key and end of the window to a count. */
    private static final class Ended extends ProcessWindowFunction<Long, Tuple3<Long, Long, Long>, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> counts, Collector<Tuple3<Long, Long, Long>> out) {
            for (Long count : counts) {
                out.collect(Tuple3.of(key, context.window().getEnd(), count));
            }
        }
    }

    /** A histogram of delays in buckets of 2 %, of the windows after a warm-up and before the end of the input. */
    private static final class Delays extends RichSinkFunction<Tuple3<Long, Long, Long>> implements CheckpointListener {
        private static final long serialVersionUID = 1L;
        private static final long WARM_UP_NS = TimeUnit.SECONDS.toNanos(8);
        private static final double RESOLUTION = 1.02;
        private static final int BUCKETS = 1200;

        private transient long[] histogram;
        private transient long count;
        private transient long checksum;
        private transient long firstNs;
        private transient LongCounter countTotal;
        private transient LongCounter checksumTotal;
        private transient LongMaximum ended;
        private transient ListAccumulator<Long> delays;
        private transient long checkpoints;
        private transient LongMaximum mostCheckpoints;

        @Override
        public void open(OpenContext context) throws Exception {
            histogram = new long[BUCKETS];
            count = 0;
            checksum = 0;
            firstNs = Long.MAX_VALUE;
            countTotal = new LongCounter();
            checksumTotal = new LongCounter();
            ended = new LongMaximum();
            delays = new ListAccumulator<>();
            getRuntimeContext().addAccumulator(Digest.COUNT, countTotal);
            getRuntimeContext().addAccumulator(Digest.CHECKSUM, checksumTotal);
            getRuntimeContext().addAccumulator(Digest.ENDED, ended);
            getRuntimeContext().addAccumulator("delays", delays);
            checkpoints = 0;
            mostCheckpoints = new LongMaximum();
            getRuntimeContext().addAccumulator(Digest.CHECKPOINTS, mostCheckpoints);
        }

        @Override
        public void invoke(Tuple3<Long, Long, Long> window, Context context) {
            count += window.f2;
            checksum += SplitMix.mix(window.f0) * window.f2;
            long endNs = TimeUnit.MILLISECONDS.toNanos(window.f1);
            long delayNs = System.nanoTime() - endNs;
            firstNs = Math.min(firstNs, endNs);
            if (delayNs > 0 && endNs - firstNs > WARM_UP_NS) {
                histogram[Math.min(BUCKETS - 1, (int) (Math.log(delayNs / 1e3 + 1) / Math.log(RESOLUTION)))]++;
            }
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            checkpoints++;
        }

        @Override
        public void finish() {
            mostCheckpoints.add(checkpoints);
            countTotal.add(count);
            checksumTotal.add(checksum);
            ended.add(System.currentTimeMillis());
            for (int i = 0; i < BUCKETS; i++) {
                if (histogram[i] > 0) {
                    delays.add((long) (Math.pow(RESOLUTION, i + 1) * 1e3));
                    delays.add(histogram[i]);
                }
            }
        }
    }
}
