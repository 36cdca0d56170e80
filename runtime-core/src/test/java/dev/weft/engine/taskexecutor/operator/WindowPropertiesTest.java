package dev.weft.engine.taskexecutor.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.ExecutionConfig;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.ReduceFunction;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.functions.KeySelector;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.configuration.Configuration;
import dev.weft.engine.state.MemorySnapshotStore;
import dev.weft.engine.state.OperatorPieces;
import dev.weft.engine.state.OperatorSnapshot;
import dev.weft.engine.taskexecutor.operator.WindowModel.Shape;
import dev.weft.engine.testing.FakeTask;
import dev.weft.program.Operation;
import dev.weft.program.WindowContents;
import dev.weft.program.WindowResult;
import dev.weft.program.Windowing;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.functions.windowing.WindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.WindowAssigner;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.evictors.Evictor;
import dev.weft.streaming.api.windowing.triggers.EventTimeTrigger;
import dev.weft.streaming.api.windowing.triggers.Trigger;
import dev.weft.streaming.api.windowing.triggers.TriggerResult;
import dev.weft.streaming.api.windowing.windows.TimeWindow;
import dev.weft.util.Collector;
import dev.weft.util.OutputTag;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Windows of event time over random elements, out of order and late, do what {@link WindowModel} does after every single
 * element and watermark: with slices and sessions as well as with a trigger for each window, whatever of their elements
 * the windows keep, and also when they are saved and restored in between.
 */
class WindowPropertiesTest {

    private static final TypeInformation<Tuple3<String, Long, String>> ELEMENTS =
            Types.TUPLE(Types.STRING, Types.LONG, Types.STRING);
    private static final OutputTag<Tuple3<String, Long, String>> LATE = new OutputTag<>("late", ELEMENTS);
    private static final int RUNS = 80;
    private static final int STEPS = 120;

    /** Puts ids together in place, so that an accumulator that somebody else still needs would be seen to change. */
    private static final class Ids implements AggregateFunction<Tuple3<String, Long, String>, List<Integer>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<Integer> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Integer> add(Tuple3<String, Long, String> value, List<Integer> accumulator) {
            accumulator.add(Integer.parseInt(value.f2));
            return accumulator;
        }

        @Override
        public String getResult(List<Integer> accumulator) {
            accumulator.sort(null);
            return accumulator.toString();
        }

        @Override
        public List<Integer> merge(List<Integer> a, List<Integer> b) {
            a.addAll(b);
            b.clear();
            return a;
        }
    }

    /** As {@link Ids}, but cannot merge. */
    private static final class UnmergeableIds
            implements AggregateFunction<Tuple3<String, Long, String>, List<Integer>, String> {
        private static final long serialVersionUID = 1L;

        @Override
        public List<Integer> createAccumulator() {
            return new ArrayList<>();
        }

        @Override
        public List<Integer> add(Tuple3<String, Long, String> value, List<Integer> accumulator) {
            return new Ids().add(value, accumulator);
        }

        @Override
        public String getResult(List<Integer> accumulator) {
            return new Ids().getResult(accumulator);
        }

        @Override
        public List<Integer> merge(List<Integer> a, List<Integer> b) {
            throw new UnsupportedOperationException();
        }
    }

    private static final ReduceFunction<Tuple3<String, Long, String>> JOIN_IDS =
            (a, b) -> Tuple3.of(a.f0, a.f1, a.f2 + "," + b.f2);

    /** As {@link #JOIN_IDS}, but changes both arguments; allowed where no element is in two windows at a time. */
    private static final ReduceFunction<Tuple3<String, Long, String>> JOIN_IDS_IN_PLACE = (a, b) -> {
        a.f2 = a.f2 + "," + b.f2;
        b.f2 = "used up";
        return a;
    };

    private static List<Integer> ids(String text) {
        return Arrays.stream(text.replaceAll("[\\[\\] ]", "").split(","))
                .map(Integer::parseInt)
                .toList();
    }

    private static String content(Iterable<?> elements) {
        List<String> all = new ArrayList<>();
        for (Object element : elements) {
            all.add(element instanceof Tuple3<?, ?, ?> tuple ? (String) tuple.f2 : (String) element);
        }
        return String.join(",", all);
    }

    private static final WindowFunction<Object, String, String, TimeWindow> APPLY = (key, window, elements, out) ->
            out.collect(WindowModel.line(key, window.getStart(), window.getEnd(), ids(content(elements))));

    private static final class Process extends ProcessWindowFunction<Object, String, String, TimeWindow> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(String key, Context context, Iterable<Object> elements, Collector<String> out) {
            out.collect(WindowModel.line(
                    key, context.window().getStart(), context.window().getEnd(), ids(content(elements))));
        }
    }

    /** The default trigger, not to be recognized as such. */
    private static final class InDisguise extends Trigger<Object, TimeWindow> {
        private static final long serialVersionUID = 1L;
        private final EventTimeTrigger real = EventTimeTrigger.create();

        @Override
        public TriggerResult onElement(Object element, long timestamp, TimeWindow window, TriggerContext ctx)
                throws Exception {
            return real.onElement(element, timestamp, window, ctx);
        }

        @Override
        public TriggerResult onProcessingTime(long time, TimeWindow window, TriggerContext ctx) {
            return TriggerResult.CONTINUE;
        }

        @Override
        public TriggerResult onEventTime(long time, TimeWindow window, TriggerContext ctx) {
            return real.onEventTime(time, window, ctx);
        }

        @Override
        public boolean canMerge() {
            return true;
        }

        @Override
        public void onMerge(TimeWindow window, OnMergeContext ctx) {
            real.onMerge(window, ctx);
        }

        @Override
        public void clear(TimeWindow window, TriggerContext ctx) throws Exception {
            real.clear(window, ctx);
        }
    }

    private static WindowAssigner<?, ?> assigner(Shape shape) {
        if (shape.gap() > 0) {
            return EventTimeSessionWindows.withGap(Duration.ofMillis(shape.gap()));
        }
        Duration size = Duration.ofMillis(shape.size());
        Duration offset = Duration.ofMillis(shape.offset());
        return shape.size() == shape.slide()
                ? TumblingEventTimeWindows.of(size, offset)
                : SlidingEventTimeWindows.of(size, Duration.ofMillis(shape.slide()), offset);
    }

    private static Shape shape(Random random) {
        long lateness = random.nextInt(3) == 0 ? random.nextInt(25) : 0;
        int kind = random.nextInt(4);
        if (kind == 0) {
            return Shape.sessions(1 + random.nextInt(8), lateness);
        }
        long size = 1 + random.nextInt(20);
        long slide = kind == 1 ? size : 1 + random.nextInt(kind == 2 ? (int) size : 25);
        return Shape.sliding(size, slide, random.nextInt((int) slide * 2 - 1) - slide + 1, lateness);
    }

    private interface Step {
        void on(WindowModel model, Operator operator);
    }

    private static List<Step> steps(Random random) {
        List<Step> steps = new ArrayList<>();
        long time = -40;
        long watermark = Long.MIN_VALUE;
        for (int i = 0; i < STEPS; i++) {
            time += random.nextInt(3) * random.nextInt(3);
            if (random.nextInt(8) == 0) {
                time += random.nextInt(30);
            }
            if (random.nextInt(4) == 0 && time - 8 > watermark) {
                watermark = time - random.nextInt(8);
                long now = watermark;
                steps.add((model, operator) -> {
                    model.watermark(now);
                    operator.watermark(now);
                });
            } else {
                String key = String.valueOf((char) ('a' + random.nextInt(3)));
                long timestamp = time - (random.nextInt(3) == 0 ? random.nextInt(30) : random.nextInt(4));
                int id = i;
                steps.add((model, operator) -> {
                    model.element(key, timestamp, id);
                    operator.record(Tuple3.of(key, timestamp, String.valueOf(id)), timestamp);
                });
            }
        }
        steps.add((model, operator) -> {
            model.watermark(Long.MAX_VALUE);
            operator.watermark(Long.MAX_VALUE);
        });
        return steps;
    }

    private record Way(
            String name,
            Trigger<?, ?> trigger,
            Optional<Evictor<?, ?>> evictor,
            WindowContents contents,
            WindowResult result) {}

    private static List<Way> ways() {
        WindowContents elements = new WindowContents.Elements();
        WindowContents reduced = new WindowContents.Reduced(JOIN_IDS);
        WindowContents reducedInPlace = new WindowContents.Reduced(JOIN_IDS_IN_PLACE);
        WindowContents aggregated = new WindowContents.Aggregated(new Ids(), Types.LIST(Types.INT));
        WindowContents unmergeable = new WindowContents.Aggregated(new UnmergeableIds(), Types.LIST(Types.INT));
        WindowResult apply = new WindowResult.Apply(APPLY);
        WindowResult process = new WindowResult.Process(new Process());
        Optional<Evictor<?, ?>> all = Optional.of(CountEvictor.of(1_000_000));
        Trigger<?, ?> known = EventTimeTrigger.create();
        Trigger<?, ?> unknown = new InDisguise();
        return List.of(
                new Way("sliced, reduced", known, Optional.empty(), reducedInPlace, apply),
                new Way("sliced, aggregated", known, Optional.empty(), aggregated, apply),
                new Way("sliced, processed", known, Optional.empty(), aggregated, process),
                new Way("triggered, elements", known, Optional.empty(), elements, process),
                new Way("triggered, reduced", unknown, Optional.empty(), reduced, apply),
                new Way("triggered, aggregated", unknown, Optional.empty(), aggregated, process),
                new Way("evicting, elements", known, all, elements, apply),
                new Way("evicting, reduced", known, all, reduced, process),
                new Way("evicting, aggregated", unknown, all, unmergeable, apply));
    }

    /** FLINK-9201. */
    @Test
    void everyWayOfRunningWindowsDoesWhatTheModelDoes() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            for (Way way : ways()) {
                check(run, way);
            }
        }
    }

    @Test
    void anAggregationThatCannotMergeRunsOnWindowsThatDoNotMerge() throws Exception {
        WindowContents contents = new WindowContents.Aggregated(new UnmergeableIds(), Types.LIST(Types.INT));
        Way way = new Way(
                "unmergeable", EventTimeTrigger.create(), Optional.empty(), contents, new WindowResult.Apply(APPLY));
        for (int run = 0; run < RUNS; run++) {
            if (shape(new Random(run)).gap() == 0) {
                check(run, way);
            }
        }
    }

    @Test
    void aRestoredOperatorGoesOnWhereItWas() throws Exception {
        for (int run = 0; run < RUNS; run++) {
            for (Way way : ways()) {
                check(run, way, new Random(run));
            }
        }
    }

    private static void check(int seed, Way way) throws Exception {
        check(seed, way, null);
    }

    /** What was saved of an operator that is thrown away then. */
    private static OperatorPieces saved(Operators.Built built) throws Exception {
        try (OperatorSnapshot snapshot = built.snapshot(1, 0)) {
            return snapshot.write(new MemorySnapshotStore());
        } finally {
            built.close();
        }
    }

    /** @param restores null for no restores */
    private static void check(int seed, Way way, Random restores) throws Exception {
        Random random = new Random(seed);
        Shape shape = shape(random);
        WindowModel model = new WindowModel(shape);
        RecordingReceiver main = new RecordingReceiver();
        RecordingReceiver late = new RecordingReceiver();
        Operation.Window operation = new Operation.Window(
                new Windowing(
                        assigner(shape), way.trigger(), way.evictor(), shape.lateness(), Optional.of(LATE), ELEMENTS),
                way.contents(),
                way.result());
        KeySelector<Object, Object> key = element -> ((Tuple3<?, ?, ?>) element).f0;
        Operators.Position position = new Operators.Position(
                FakeTask.OPERATOR, 0, "op", List.of(Keying.of(key, Types.STRING)), List.of(ELEMENTS));
        Emitter emitter = new Emitter(main, Map.of("late", late));
        Operators.Built built = new Operators(new FakeTask(false)).build(operation, position, emitter);
        built.open();
        int number = 0;
        for (Step step : steps(random)) {
            if (restores != null && restores.nextInt(6) == 0) {
                FakeTask task = new FakeTask(
                        FakeTask.Place.ALONE, false, new ExecutionConfig(), new Configuration(), saved(built));
                built = new Operators(task).build(operation, position, emitter);
                built.open();
                model.restored();
            }
            step.on(model, built.operator());
            main.seen.removeIf(line -> line.startsWith("w"));
            late.seen.removeIf(line -> line.startsWith("w"));
            assertThat(main.seen)
                    .as("%s, seed %d, %s, step %d", way.name(), seed, shape, number)
                    .containsExactlyInAnyOrderElementsOf(model.results);
            assertThat(late.seen)
                    .as("%s, seed %d, %s, step %d", way.name(), seed, shape, number)
                    .hasSameSizeAs(model.late);
            main.seen.clear();
            late.seen.clear();
            model.results.clear();
            model.late.clear();
            number++;
        }
    }
}
