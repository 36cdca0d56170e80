package dev.weft.simulation.workload;

import dev.weft.api.common.JobID;
import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.common.eventtime.WatermarkGenerator;
import dev.weft.api.common.eventtime.WatermarkOutput;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.sink2.Sink;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.engine.graph.JobGraph;
import dev.weft.engine.graph.JobGraphCompiler;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.datastream.SingleOutputStreamOperator;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** A program with its settings, and the output that it must have written when it has finished. */
public record Workload(Kind kind, JobID id, int parallelism, int lines, int length, Settings settings) {

    private static final int KEYS = 7;
    private static final long WINDOW_MS = 100;

    /**
     * @param splitLength ticks of a split at most
     * @param discovered whether splits are found in the background
     * @param gapPermille how often a source has nothing for a while
     * @param bufferTimeoutMs of the job
     * @param idleness whether a source that has nothing is idle, in programs where that changes no result
     * @param transactions whether it writes transactions and no files
     * @param checkpoints how it takes checkpoints; empty for none
     */
    public record Settings(
            int splitLength,
            boolean discovered,
            int gapPermille,
            long bufferTimeoutMs,
            boolean idleness,
            boolean transactions,
            Optional<Checkpointing> checkpoints) {

        private Settings with(boolean inTransactions, Optional<Checkpointing> taking) {
            return new Settings(
                    splitLength, discovered, gapPermille, bufferTimeoutMs, idleness, inTransactions, taking);
        }
    }

    /** What the program does. */
    public enum Kind {
        /** Every tick once. */
        COPY,
        /** The same without a shuffle: source, function and sink are one chain, each subtask of which is a region that restarts alone. */
        CHAIN,
        /** Counts per key: every tick once, and every count of its key once. */
        COUNT,
        /** Two ways that meet again, one of them to all subtasks. */
        DIAMOND,
        /** Tumbling windows in event time: every window of every key once, with all of its ticks. */
        WINDOW,
        /** Timers in event time: every timer once, and not early. */
        TIMER,
        /** Session windows that merge: every session once. */
        SESSION,
        /** The same with a trigger that also fires in processing time, and keeps state for each session. */
        EARLY_SESSION,
        /** Timers in processing time: every tick once, by a timer or when event time is over. */
        DEADLINE,
        /** State that expires, by a clock that may be set: every tick once. */
        EXPIRY,
        /** A source that is idle now and then: every tick once, in its window or, when that is over, aside. */
        IDLE,
        /** The same of sources whose watermarks are aligned, with lines of different lengths. Without idleness nothing is late. */
        ALIGNED,
        /** The same with some timestamps far in the future, and what is late known when there is one reader. */
        FAR_FUTURE,
        /** The same of a source function that holds the checkpoint lock for a while; nothing is late. */
        FUNCTION,
        /** All kinds of state, of operators and of keys, timers, and what is emitted at the ends of two sources. */
        ECHO,
        /** Counts per key, and then holds lines back in three operators of the same chain. */
        HOLDING,
        /** Never ends. */
        ENDLESS;

        boolean needsFixedSplits() {
            return switch (this) {
                case WINDOW, TIMER, SESSION, EARLY_SESSION, IDLE, ALIGNED, FAR_FUTURE, FUNCTION -> true;
                case COPY, CHAIN, COUNT, DIAMOND, DEADLINE, EXPIRY, ECHO, HOLDING, ENDLESS -> false;
            };
        }

        /** Whether the output is the same with any parallelism. */
        public boolean isRescalable() {
            return switch (this) {
                case COPY, CHAIN, COUNT, DEADLINE, EXPIRY, ECHO, HOLDING, ENDLESS -> true;
                case DIAMOND, WINDOW, TIMER, SESSION, EARLY_SESSION, IDLE, ALIGNED, FAR_FUTURE, FUNCTION -> false;
            };
        }

        /** Whether the output of a part of the input is a part of the output. A drain closes windows that are not complete. */
        public boolean isDrainable() {
            return this != WINDOW && this != SESSION && this != EARLY_SESSION;
        }
    }

    public String directory() {
        return "/out-" + number();
    }

    /** The same program as another job, which goes on where this one was stopped. */
    public Workload next(int withParallelism) {
        return new Workload(kind, new JobID(id.getLowerPart() + 1, number()), withParallelism, lines, length, settings);
    }

    /** The same, with checkpoints. */
    public Workload with(Checkpointing checkpoints) {
        return with(settings.with(settings.transactions(), Optional.of(checkpoints)));
    }

    /** The same, with output in transactions. */
    public Workload inTransactions() {
        return with(settings.with(true, settings.checkpoints()));
    }

    /**
     * The same, with splits of another length.
     *
     * @param discovered whether they are found in the background
     */
    public Workload inSplits(int splitLength, boolean discovered) {
        return with(new Settings(
                splitLength,
                discovered,
                settings.gapPermille(),
                settings.bufferTimeoutMs(),
                settings.idleness(),
                settings.transactions(),
                settings.checkpoints()));
    }

    private Workload with(Settings others) {
        return new Workload(kind, id, parallelism, lines, length, others);
    }

    /** Whether every record counts once, whatever fails; without checkpoints a failure begins anew. */
    public boolean isExactlyOnce() {
        return settings.checkpoints().map(Checkpointing::isExactlyOnce).orElse(true);
    }

    /** Where its checkpoints are, if they are stored in files. */
    public String checkpointDirectory() {
        return Checkpointing.ROOT + "/" + id;
    }

    /** Its number among the jobs of a simulation, from 1. */
    public int number() {
        return (int) id.getUpperPart();
    }

    public boolean isEndless() {
        return kind == Kind.ENDLESS;
    }

    /** The source's lines: with a line for each reader, no more and no less. */
    private int sourceLines() {
        return kind.needsFixedSplits() ? parallelism : lines;
    }

    private Ticks ticks() {
        return new Ticks(kind, length);
    }

    private TickSource source() {
        return new TickSource(
                ticks(),
                sourceLines(),
                settings.splitLength(),
                kind.needsFixedSplits(),
                settings.discovered(),
                new TickSource.Gaps(gapPermille(), longestGapMs(), group(), settings.idleness(), kind == Kind.DEADLINE),
                isEndless());
    }

    private int gapPermille() {
        return switch (kind) {
            case ENDLESS -> 1000;
            case ALIGNED, IDLE -> 300 + settings.gapPermille();
            case DEADLINE -> 10 + settings.gapPermille() / 10;
            case COPY,
                    CHAIN,
                    COUNT,
                    DIAMOND,
                    WINDOW,
                    TIMER,
                    SESSION,
                    EARLY_SESSION,
                    EXPIRY,
                    FAR_FUTURE,
                    FUNCTION,
                    ECHO,
                    HOLDING -> settings.gapPermille();
        };
    }

    private long longestGapMs() {
        if (kind == Kind.DEADLINE) {
            return Deadlines.LONGEST_SILENCE_MS;
        }
        return kind == Kind.ALIGNED || kind == Kind.IDLE ? 400 : 50;
    }

    private String group() {
        return kind == Kind.ALIGNED ? "group of " + id : "";
    }

    /** The program, compiled. */
    public JobGraph graph(Configuration configuration) {
        settings.checkpoints().ifPresent(checkpoints -> checkpoints.configure(configuration));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, configuration);
        env.setBufferTimeout(settings.bufferTimeoutMs());
        DataStream<Long> ticks = kind == Kind.FUNCTION
                ? env.addSource(new TickFunction(ticks()), "ticks", Types.LONG).uid("ticks")
                : env.fromSource(source(), watermarks(), "ticks", Types.LONG).uid("ticks");
        DataStream<String> lines = kind == Kind.ECHO ? echo(env, ticks) : lines(ticks);
        lines.sinkTo(settings.transactions() ? new TransactionSink(number()) : files())
                .uid("sink");
        return JobGraphCompiler.compile(env.getStreamGraph().program(), id);
    }

    private Sink<String> files() {
        return FileSink.<String>forRowFormat(new Path("sim://" + directory()), new SimpleStringEncoder<>())
                .withBucketAssigner(new BasePathBucketAssigner<>())
                .build();
    }

    private WatermarkStrategy<Long> watermarks() {
        Ticks ticks = ticks();
        WatermarkStrategy<Long> strategy = switch (kind) {
            case COPY,
                    CHAIN,
                    COUNT,
                    DIAMOND,
                    WINDOW,
                    TIMER,
                    SESSION,
                    EARLY_SESSION,
                    DEADLINE,
                    EXPIRY,
                    ECHO,
                    HOLDING,
                    ENDLESS -> WatermarkStrategy.<Long>forMonotonousTimestamps();
            case IDLE, ALIGNED, FAR_FUTURE, FUNCTION ->
                WatermarkStrategy.<Long>forGenerator(context -> new OfEveryTick());
        };
        strategy = strategy.withTimestampAssigner((value, timestamp) -> ticks.timestamp(value));
        if (kind == Kind.ALIGNED) {
            strategy = strategy.withWatermarkAlignment(group(), Alignment.DRIFT, Alignment.INTERVAL);
        }
        boolean idle = kind == Kind.IDLE || kind == Kind.ALIGNED && settings.idleness();
        return idle ? strategy.withIdleness(Duration.ofMillis(20)) : strategy;
    }

    private DataStream<String> lines(DataStream<Long> ticks) {
        return switch (kind) {
            case COPY, ENDLESS -> inText(ticks.rebalance());
            case CHAIN -> inText(ticks);
            case COUNT -> byKey(ticks).process(new Count());
            case HOLDING -> held(held(held(byKey(ticks).process(new Count()), 2), 3), 5);
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
                byKey(ticks)
                        .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MS)))
                        .process(new WindowCount());
            case TIMER -> byKey(ticks).process(new Timers());
            case SESSION -> Sessions.combined(byKey(ticks));
            case EARLY_SESSION -> Sessions.early(byKey(ticks));
            case DEADLINE -> byKey(ticks).process(new Deadlines());
            case EXPIRY -> byKey(ticks).process(new Expiring());
            case IDLE, ALIGNED, FAR_FUTURE, FUNCTION -> inWindows(ticks);
            case ECHO -> throw new IllegalStateException("it has two sources");
        };
    }

    private static SingleOutputStreamOperator<String> held(DataStream<String> lines, int group) {
        return lines.transform("held", Types.STRING, new Holding(group)).uid("held by " + group);
    }

    private static KeyedStream<Long, Long> byKey(DataStream<Long> ticks) {
        return ticks.keyBy(tick -> tick % KEYS, Types.LONG);
    }

    private static DataStream<String> inText(DataStream<Long> ticks) {
        return ticks.map(tick -> {
                    UserPace.step();
                    return String.valueOf(tick);
                })
                .returns(Types.STRING);
    }

    private DataStream<String> echo(StreamExecutionEnvironment env, DataStream<Long> ticks) {
        TickSource second = new TickSource(
                new Ticks(kind, secondLength()),
                1,
                settings.splitLength(),
                false,
                false,
                new TickSource.Gaps(0, 1, "", false, false),
                false);
        DataStream<Long> told =
                env.fromSource(second, watermarks(), "told", Types.LONG).uid("told");
        DataStream<String> echoed = ticks.rebalance()
                .connect(told.broadcast())
                .transform("echo", Types.STRING, new Echo())
                .uid("echo");
        return byKey(ticks)
                .process(new AtTheEnd())
                .uid("at the end")
                .union(echoed)
                .rebalance()
                .map(line -> line)
                .returns(Types.STRING)
                .uid("lines");
    }

    private int secondLength() {
        return Math.max(1, length / 4);
    }

    private DataStream<String> inWindows(DataStream<Long> ticks) {
        OutputTag<Long> late = new OutputTag<>("late", Types.LONG);
        SingleOutputStreamOperator<String> inTime = byKey(ticks)
                .window(TumblingEventTimeWindows.of(Duration.ofMillis(WINDOW_MS)))
                .sideOutputLateData(late)
                .process(new WindowContent());
        return inTime.union(inTime.getSideOutput(late)
                .map(new LateLine(ticks(), kind, mayBeLate(), isLatenessKnown()))
                .returns(Types.STRING));
    }

    private boolean mayBeLate() {
        return kind == Kind.IDLE || kind == Kind.FAR_FUTURE || kind == Kind.ALIGNED && settings.idleness();
    }

    private boolean isLatenessKnown() {
        return kind == Kind.FAR_FUTURE && parallelism == 1;
    }

    private static String inWindow(Ticks ticks, long tick) {
        return "t" + tick + "@" + start(ticks.timestamp(tick));
    }

    private static long start(long timestamp) {
        return timestamp - timestamp % WINDOW_MS;
    }

    /** What must be in the output when the job has finished. */
    public List<String> expected() {
        List<String> expected = new ArrayList<>();
        TreeMap<String, Integer> counts = new TreeMap<>();
        TreeMap<Long, TreeMap<Long, Long>> sessions = new TreeMap<>();
        Ticks ticks = ticks();
        for (int line = 0; line < sourceLines(); line++) {
            long watermark = Long.MIN_VALUE;
            for (int i = 0; i < ticks.lengthOf(line); i++) {
                long tick = Ticks.value(line, i);
                long key = tick % KEYS;
                switch (kind) {
                    case COPY, CHAIN, ENDLESS -> expected.add(String.valueOf(tick));
                    case COUNT, HOLDING -> {
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
                        counts.merge("k" + key + "@" + start(ticks.timestamp(tick)), 1, Integer::sum);
                    }
                    case TIMER -> expected.add("t" + tick + "@" + (ticks.timestamp(tick) + 5));
                    case SESSION, EARLY_SESSION ->
                        sessions.computeIfAbsent(key, none -> new TreeMap<>())
                                .merge(ticks.timestamp(tick), tick, Long::sum);
                    case DEADLINE -> expected.add("d" + tick);
                    case EXPIRY -> expected.add("t" + tick);
                    case ECHO -> {
                        expected.add("e" + tick);
                        expected.add("t" + tick);
                        expected.add("k" + key + "=" + counts.merge("" + key, 1, Integer::sum));
                        if (Echo.isMarked(tick)) {
                            expected.add("u" + tick);
                        }
                    }
                    case IDLE, ALIGNED, FAR_FUTURE, FUNCTION -> {
                        boolean late = start(ticks.timestamp(tick)) + WINDOW_MS - 1 <= watermark;
                        expected.add((late && isLatenessKnown() ? "late " : "") + inWindow(ticks, tick));
                        watermark = Math.max(watermark, ticks.timestamp(tick) - 1);
                    }
                }
            }
        }
        if (kind == Kind.WINDOW) {
            counts.forEach((window, count) -> expected.add(window + "=" + count));
        }
        expected.addAll(Sessions.expected(sessions));
        for (int i = 0; kind == Kind.ECHO && i < secondLength(); i++) {
            expected.add("b" + Ticks.value(0, i));
        }
        expected.sort(null);
        return expected;
    }

    /**
     * Lines in the order in which they are committed: whenever one of them is visible, all before it are, or are prepared. Barriers that
     * overtake records leave only the order of what has gone through no channel since it was counted.
     */
    public List<List<String>> sequences() {
        boolean ordered = settings.checkpoints().map(Checkpointing::isAligned).orElse(true);
        return switch (kind) {
            case COUNT, HOLDING -> counts();
            case COPY -> ordered ? ofSplits(tick -> String.valueOf(tick)) : List.of();
            case CHAIN -> ofSplits(tick -> String.valueOf(tick));
            case DIAMOND -> ordered ? ofSplits(tick -> "a" + tick) : List.of();
            case ECHO -> ordered ? counts() : List.of();
            case WINDOW,
                    TIMER,
                    SESSION,
                    EARLY_SESSION,
                    DEADLINE,
                    EXPIRY,
                    IDLE,
                    ALIGNED,
                    FAR_FUTURE,
                    FUNCTION,
                    ENDLESS -> List.of();
        };
    }

    private List<List<String>> counts() {
        List<List<String>> keys = new ArrayList<>();
        for (int key = 0; key < KEYS; key++) {
            String prefix = "k" + key + "=";
            long times =
                    expected().stream().filter(line -> line.startsWith(prefix)).count();
            keys.add(LongStream.rangeClosed(1, times)
                    .mapToObj(count -> prefix + count)
                    .toList());
        }
        return keys;
    }

    private List<List<String>> ofSplits(LongFunction<String> line) {
        List<List<String>> splits = new ArrayList<>();
        for (int of = 0; of < sourceLines(); of++) {
            for (int from = 0; from < ticks().lengthOf(of); from += settings.splitLength()) {
                int until = Math.min(ticks().lengthOf(of), from + settings.splitLength());
                splits.add(LongStream.range(Ticks.value(of, from), Ticks.value(of, until))
                        .mapToObj(line)
                        .toList());
            }
        }
        return splits;
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

    /** Counts per key, and emits all ticks of the key when event time is over. */
    private static final class AtTheEnd extends KeyedProcessFunction<Long, Long, String> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Integer> count;
        private transient ListState<Long> ticks;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.INT));
            ticks = getRuntimeContext().getListState(new ListStateDescriptor<>("ticks", Types.LONG));
        }

        @Override
        public void processElement(Long tick, Context context, Collector<String> out) throws Exception {
            UserPace.step();
            int now = count.value() == null ? 1 : count.value() + 1;
            count.update(now);
            out.collect("k" + context.getCurrentKey() + "=" + now);
            ticks.add(tick);
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<String> out) throws Exception {
            for (Long tick : ticks.get()) {
                out.collect("t" + tick);
            }
            ticks.clear();
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

    /** A watermark behind every record. */
    private static final class OfEveryTick implements WatermarkGenerator<Long> {
        private long highest = Long.MIN_VALUE;

        @Override
        public void onEvent(Long tick, long timestamp, WatermarkOutput output) {
            if (timestamp > highest) {
                highest = timestamp;
                output.emitWatermark(new Watermark(timestamp - 1));
            }
        }

        @Override
        public void onPeriodicEmit(WatermarkOutput output) {}
    }

    private static final class WindowContent extends ProcessWindowFunction<Long, String, Long, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(Long key, Context context, Iterable<Long> ticks, Collector<String> out) {
            UserPace.step();
            if (context.currentWatermark() < context.window().maxTimestamp()) {
                UserPace.violation("I-WM: " + context.window() + " fired at watermark " + context.currentWatermark());
            }
            ticks.forEach(
                    tick -> out.collect("t" + tick + "@" + context.window().getStart()));
        }
    }

    private record LateLine(Ticks ticks, Kind kind, boolean mayBeLate, boolean isKnown)
            implements MapFunction<Long, String> {
        @Override
        public String map(Long tick) {
            if (!mayBeLate) {
                UserPace.violation("I-WM: tick " + tick + " of " + kind + " is late, but no watermark was above it");
            }
            UserPace.seen("tick too late for its window");
            return (isKnown ? "late " : "") + inWindow(ticks, tick);
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
