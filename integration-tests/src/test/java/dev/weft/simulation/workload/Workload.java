package dev.weft.simulation.workload;

import dev.weft.api.common.JobID;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** A program with its settings, and the output that it must have written when it has finished. */
public record Workload(Kind kind, JobID id, int parallelism, int lines, int length, Settings settings) {

    private static final int KEYS = 7;
    private static final long WINDOW_MS = 100;

    /**
     * @param splitLength ticks of a split at most
     * @param discovered whether splits are found in the background
     * @param gapPermille how often a source has nothing for a while
     * @param bufferTimeoutMs of the job
     */
    public record Settings(int splitLength, boolean discovered, int gapPermille, long bufferTimeoutMs) {}

    /** What the program does. */
    public enum Kind {
        /** Every tick once. */
        COPY,
        /** Counts per key: every tick once, and every count of its key once. */
        COUNT,
        /** Two ways that meet again, one of them to all subtasks. */
        DIAMOND,
        /** Tumbling windows in event time: every window of every key once, with all of its ticks. */
        WINDOW,
        /** Timers in event time: every timer once, and not early. */
        TIMER,
        /** Never ends. */
        ENDLESS;

        boolean needsFixedSplits() {
            return this == WINDOW || this == TIMER;
        }
    }

    public String directory() {
        return "/out-" + id;
    }

    public boolean isEndless() {
        return kind == Kind.ENDLESS;
    }

    /** The source's lines: with a line for each reader, no more and no less. */
    private int sourceLines() {
        return kind.needsFixedSplits() ? parallelism : lines;
    }

    private TickSource source() {
        boolean fixed = kind.needsFixedSplits();
        return new TickSource(
                sourceLines(),
                length,
                settings.splitLength(),
                fixed,
                settings.discovered(),
                isEndless() ? 1000 : settings.gapPermille(),
                isEndless());
    }

    /** The program, compiled. */
    public JobGraph graph(Configuration configuration) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        env.setBufferTimeout(settings.bufferTimeoutMs());
        DataStream<Long> ticks = env.fromSource(
                        source(),
                        WatermarkStrategy.<Long>forMonotonousTimestamps()
                                .withTimestampAssigner((value, timestamp) -> TickSource.timestamp(value)),
                        "ticks",
                        Types.LONG)
                .uid("ticks");
        lines(ticks)
                .sinkTo(FileSink.<String>forRowFormat(new Path("sim://" + directory()), new SimpleStringEncoder<>())
                        .withBucketAssigner(new BasePathBucketAssigner<>())
                        .build())
                .uid("sink");
        return JobGraphCompiler.compile(env.getStreamGraph().program(), id);
    }

    private DataStream<String> lines(DataStream<Long> ticks) {
        return switch (kind) {
            case COPY, ENDLESS ->
                ticks.rebalance()
                        .map(tick -> {
                            UserPace.step();
                            return String.valueOf(tick);
                        })
                        .returns(Types.STRING);
            case COUNT -> ticks.keyBy(tick -> tick % KEYS, Types.LONG).process(new Count());
            case DIAMOND ->
                ticks.rebalance()
                        .map(tick -> {
                            UserPace.step();
                            return "a" + tick;
                        })
                        .returns(Types.STRING)
                        .union(ticks.map(tick -> "b" + tick)
                                .returns(Types.STRING)
                                .broadcast())
                        .map(line -> line)
                        .returns(Types.STRING);
            case WINDOW ->
                ticks.keyBy(tick -> tick % KEYS, Types.LONG)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MS)))
                        .process(new WindowCount());
            case TIMER -> ticks.keyBy(tick -> tick % KEYS, Types.LONG).process(new Timers());
        };
    }

    /** What must be in the output when the job has finished. */
    public List<String> expected() {
        List<String> expected = new ArrayList<>();
        TreeMap<String, Integer> counts = new TreeMap<>();
        for (int line = 0; line < sourceLines(); line++) {
            for (int i = 0; i < length; i++) {
                long tick = line * TickSource.LINE + i;
                long key = tick % KEYS;
                switch (kind) {
                    case COPY, ENDLESS -> expected.add(String.valueOf(tick));
                    case COUNT -> {
                        expected.add("t" + tick);
                        expected.add("k" + key + "=" + counts.merge("" + key, 1, Integer::sum));
                    }
                    case DIAMOND -> {
                        expected.add("a" + tick);
                        for (int subtask = 0; subtask < parallelism; subtask++) {
                            expected.add("b" + tick);
                        }
                    }
                    case WINDOW -> {
                        long start = TickSource.timestamp(tick) / WINDOW_MS * WINDOW_MS;
                        counts.merge("k" + key + "@" + start, 1, Integer::sum);
                    }
                    case TIMER -> expected.add("t" + tick + "@" + (TickSource.timestamp(tick) + 5));
                }
            }
        }
        if (kind == Kind.WINDOW) {
            counts.forEach((window, count) -> expected.add(window + "=" + count));
        }
        expected.sort(null);
        return expected;
    }

    private static final class Count extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Integer> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
        }

        @Override
        public void processElement(Long tick, Context context, Collector<String> out) throws Exception {
            UserPace.step();
            int now = count.value() == null ? 1 : count.value() + 1;
            count.update(now);
            out.collect("t" + tick);
            out.collect("k" + context.getCurrentKey() + "=" + now);
        }
    }

    private static final class WindowCount extends ProcessWindowFunction<Long, String, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private transient long latest;

        @Override
        public void process(Long key, Context context, Iterable<Long> ticks, Collector<String> out) {
            UserPace.step();
            if (context.currentWatermark() < latest) {
                UserPace.violation(
                        "I-WM: the watermark went from " + latest + " back to " + context.currentWatermark());
            }
            latest = context.currentWatermark();
            if (latest < context.window().maxTimestamp()) {
                UserPace.violation("I-WM: " + context.window() + " fired at watermark " + latest);
            }
            int count = 0;
            for (Long tick : ticks) {
                count += tick >= 0 ? 1 : 0;
            }
            out.collect("k" + key + "@" + context.window().getStart() + "=" + count);
        }
    }

    private static final class Timers extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient MapState<Long, List<Long>> pending;

        @Override
        public void open(OpenContext context) {
            pending = getRuntimeContext()
                    .getMapState(new MapStateDescriptor<>("pending", Types.LONG, Types.LIST(Types.LONG)));
        }

        @Override
        public void processElement(Long tick, Context context, Collector<String> out) throws Exception {
            UserPace.step();
            long due = context.timestamp() + 5;
            if (due <= context.timerService().currentWatermark()) {
                UserPace.violation("I-WM: tick " + tick + " is late at watermark "
                        + context.timerService().currentWatermark());
            }
            List<Long> ticks = new ArrayList<>(pending.contains(due) ? pending.get(due) : List.of());
            ticks.add(tick);
            pending.put(due, ticks);
            context.timerService().registerEventTimeTimer(due);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            if (timestamp > context.timerService().currentWatermark()) {
                UserPace.violation("I-WM: a timer of " + timestamp + " fired at watermark "
                        + context.timerService().currentWatermark());
            }
            for (Long tick : pending.get(timestamp)) {
                out.collect("t" + tick + "@" + timestamp);
            }
            pending.remove(timestamp);
        }
    }
}
