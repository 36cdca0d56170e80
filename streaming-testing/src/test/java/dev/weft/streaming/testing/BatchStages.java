package dev.weft.streaming.testing;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.AggregateFunction;
import dev.weft.api.common.functions.RichFlatMapFunction;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.typeinfo.TypeInformation;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.streaming.api.datastream.AsyncDataStream;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.datastream.KeyedStream;
import dev.weft.streaming.api.functions.async.AsyncFunction;
import dev.weft.streaming.api.functions.async.ResultFuture;
import dev.weft.streaming.api.functions.co.CoMapFunction;
import dev.weft.streaming.api.functions.co.ProcessJoinFunction;
import dev.weft.streaming.api.functions.windowing.ProcessWindowFunction;
import dev.weft.streaming.api.windowing.assigners.EventTimeSessionWindows;
import dev.weft.streaming.api.windowing.assigners.GlobalWindows;
import dev.weft.streaming.api.windowing.assigners.SlidingEventTimeWindows;
import dev.weft.streaming.api.windowing.assigners.TumblingEventTimeWindows;
import dev.weft.streaming.api.windowing.evictors.CountEvictor;
import dev.weft.streaming.api.windowing.windows.GlobalWindow;
import dev.weft.util.Collector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Every kind of operation over pairs of a key and a number, each with a naive model of its behaviour in a batch. */
final class BatchStages {

    static final TypeInformation<Tuple2<Integer, Long>> TYPE = Types.TUPLE(Types.INT, Types.LONG);
    static final MapStateDescriptor<Long, Long> RULES = new MapStateDescriptor<>("rules", Types.LONG, Types.LONG);

    private BatchStages() {}

    /** An element and its timestamp. */
    record Row(int key, long value, long time) {
        Row with(long newValue) {
            return new Row(key, newValue, time);
        }
    }

    /** An operation and its model. */
    record Stage(String name, UnaryOperator<DataStream<Tuple2<Integer, Long>>> build, UnaryOperator<List<Row>> model) {}

    private static KeyedStream<Tuple2<Integer, Long>, Integer> keyed(DataStream<Tuple2<Integer, Long>> stream) {
        return stream.keyBy(pair -> pair.f0, Types.INT);
    }

    /** Gives elements that have no useful timestamp a new one. */
    private static DataStream<Tuple2<Integer, Long>> timed(DataStream<Tuple2<Integer, Long>> stream) {
        return stream.assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple2<Integer, Long>>forMonotonousTimestamps()
                .withTimestampAssigner((pair, before) -> pair.f1 % 50));
    }

    private static Map<Integer, List<Row>> byKey(List<Row> rows) {
        return rows.stream()
                .sorted(Comparator.comparingLong(Row::time))
                .collect(Collectors.groupingBy(Row::key, TreeMap::new, Collectors.toList()));
    }

    private static long sum(List<Row> rows) {
        return rows.stream().mapToLong(Row::value).sum();
    }

    /** One result for each key. */
    private static UnaryOperator<List<Row>> eachKey(BiFunction<Integer, List<Row>, Row> result) {
        return rows -> byKey(rows).entrySet().stream()
                .map(each -> result.apply(each.getKey(), each.getValue()))
                .toList();
    }

    private static long last(List<Row> rows) {
        return rows.get(rows.size() - 1).time();
    }

    /** One result for each key and window. */
    private static UnaryOperator<List<Row>> windows(
            long size, long slide, BiFunction<Integer, List<Row>, Long> result) {
        return rows -> {
            List<Row> results = new ArrayList<>();
            byKey(rows).forEach((key, ofKey) -> {
                for (long end = -size; end <= 2000; end += slide) {
                    long from = end - size;
                    long until = end;
                    List<Row> in = ofKey.stream()
                            .filter(row -> row.time() >= from && row.time() < until)
                            .toList();
                    if (!in.isEmpty()) {
                        results.add(new Row(key, result.apply(key, in), end - 1));
                    }
                }
            });
            return results;
        };
    }

    private static List<Row> sessions(List<Row> rows) {
        List<Row> results = new ArrayList<>();
        byKey(rows).forEach((key, ofKey) -> {
            List<Row> session = new ArrayList<>();
            for (Row row : ofKey) {
                if (!session.isEmpty() && row.time() > last(session) + 5) {
                    results.add(new Row(key, sum(session), last(session) + 4));
                    session.clear();
                }
                session.add(row);
            }
            results.add(new Row(key, sum(session), last(session) + 4));
        });
        return results;
    }

    private static List<Row> pairs(List<Row> rows, BiFunction<Row, Row, Row> pair) {
        List<Row> results = new ArrayList<>();
        for (Row left : rows) {
            for (Row right : rows) {
                Row result = left.key() == right.key() ? pair.apply(left, right) : null;
                if (result != null) {
                    results.add(result);
                }
            }
        }
        return results;
    }

    private static List<Row> withRules(List<Row> rows) {
        long rules = rows.stream().map(Row::value).distinct().count();
        return rows.stream().map(row -> row.with(row.value() + rules)).toList();
    }

    private static List<Row> timers(List<Row> rows) {
        List<Row> results = new ArrayList<>();
        byKey(rows).forEach((key, ofKey) -> {
            for (long time : new TreeSet<>(ofKey.stream().map(Row::time).toList())) {
                results.add(new Row(key, sum(ofKey) + time, time));
            }
        });
        return results;
    }

    /** A result of its own for a window's timestamp that is the end of time. */
    private static Row timed(Row row) {
        return new Row(row.key(), row.value(), row.value() % 50);
    }

    private static final class Sum
            implements AggregateFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Integer, Long> createAccumulator() {
            return Tuple2.of(-1, 0L);
        }

        @Override
        public Tuple2<Integer, Long> add(Tuple2<Integer, Long> value, Tuple2<Integer, Long> sum) {
            return Tuple2.of(value.f0, sum.f1 + value.f1);
        }

        @Override
        public Tuple2<Integer, Long> getResult(Tuple2<Integer, Long> sum) {
            return sum;
        }

        @Override
        public Tuple2<Integer, Long> merge(Tuple2<Integer, Long> a, Tuple2<Integer, Long> b) {
            return Tuple2.of(Math.max(a.f0, b.f0), a.f1 + b.f1);
        }
    }

    private static final class Count<W extends dev.weft.streaming.api.windowing.windows.Window>
            extends ProcessWindowFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Integer, W> {
        private static final long serialVersionUID = 1L;

        @Override
        public void process(
                Integer key,
                Context context,
                Iterable<Tuple2<Integer, Long>> elements,
                Collector<Tuple2<Integer, Long>> out) {
            long count = 0;
            for (Tuple2<Integer, Long> element : elements) {
                count += element.f0.equals(key) ? 1 : 1000;
            }
            out.collect(Tuple2.of(key, count));
        }
    }

    private static final class Passing extends RichFlatMapFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;
        private final KeyOrder order = new KeyOrder();

        @Override
        public void flatMap(Tuple2<Integer, Long> value, Collector<Tuple2<Integer, Long>> out) {
            out.collect(Tuple2.of(value.f0, value.f1 + order.fault(value.f0, null)));
        }
    }

    private static final class Ask implements AsyncFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void asyncInvoke(Tuple2<Integer, Long> input, ResultFuture<Tuple2<Integer, Long>> result) {
            result.complete(List.of(Tuple2.of(input.f0, input.f1 + 7)));
        }
    }

    private static final class Near
            extends ProcessJoinFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void processElement(
                Tuple2<Integer, Long> left,
                Tuple2<Integer, Long> right,
                Context context,
                Collector<Tuple2<Integer, Long>> out) {
            out.collect(Tuple2.of(left.f0, left.f1 + 3 * right.f1));
        }
    }

    private static final class Both
            implements CoMapFunction<Tuple2<Integer, Long>, Tuple2<Integer, Long>, Tuple2<Integer, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public Tuple2<Integer, Long> map1(Tuple2<Integer, Long> value) {
            return value;
        }

        @Override
        public Tuple2<Integer, Long> map2(Tuple2<Integer, Long> value) {
            return Tuple2.of(value.f0, value.f1 + 100);
        }
    }

    static List<Stage> all() {
        TumblingEventTimeWindows tens = TumblingEventTimeWindows.of(Duration.ofMillis(10));
        List<Stage> stages = new ArrayList<>();
        stages.add(new Stage(
                "map",
                in -> in.map(pair -> Tuple2.of(pair.f0, pair.f1 + 1)).returns(TYPE),
                rows -> rows.stream().map(row -> row.with(row.value() + 1)).toList()));
        stages.add(new Stage(
                "filter",
                in -> in.filter(pair -> pair.f1 % 2 == 0),
                rows -> rows.stream().filter(row -> row.value() % 2 == 0).toList()));
        stages.add(
                new Stage("sum", in -> keyed(in).sum(1), eachKey((key, rows) -> new Row(key, sum(rows), last(rows)))));
        stages.add(new Stage(
                "reduce",
                in -> keyed(in).reduce((a, b) -> Tuple2.of(a.f0, a.f1 + b.f1)),
                eachKey((key, rows) -> new Row(key, sum(rows), last(rows)))));
        stages.add(new Stage(
                "max",
                in -> keyed(in).max(1),
                eachKey((key, rows) ->
                        new Row(key, rows.stream().mapToLong(Row::value).max().getAsLong(), last(rows)))));
        stages.add(new Stage(
                "timers of event time",
                in -> keyed(in).process(new BatchFunctions.EventTimers(), TYPE),
                BatchStages::timers));
        stages.add(new Stage(
                "timers by the clock",
                in -> timed(keyed(in).process(new BatchFunctions.ClockTimers(), TYPE)),
                eachKey((key, rows) -> timed(new Row(key, rows.size(), 0)))));
        stages.add(new Stage(
                "written operator",
                in -> keyed(in).transform("written", TYPE, new BatchFunctions.CustomTimers()),
                BatchStages::timers));
        stages.add(new Stage(
                "written operator with watermarks of its own",
                in -> in.transform("marking", TYPE, new BatchFunctions.Marking()),
                rows -> rows));
        stages.add(new Stage(
                "rich flat map on keys", in -> keyed(in).flatMap(new Passing()).returns(TYPE), rows -> rows));
        stages.add(new Stage(
                "tumbling sums", in -> keyed(in).window(tens).sum(1), windows(10, 10, (key, rows) -> sum(rows))));
        stages.add(new Stage(
                "tumbling counts",
                in -> keyed(in).window(tens).process(new Count<>(), TYPE),
                windows(10, 10, (key, rows) -> (long) rows.size())));
        stages.add(new Stage(
                "sliding sums",
                in -> keyed(in)
                        .window(SlidingEventTimeWindows.of(Duration.ofMillis(25), Duration.ofMillis(5)))
                        .aggregate(new Sum(), TYPE, TYPE),
                windows(25, 5, (key, rows) -> sum(rows))));
        stages.add(new Stage(
                "evicting windows",
                in -> keyed(in).window(tens).evictor(CountEvictor.of(1000)).sum(1),
                windows(10, 10, (key, rows) -> sum(rows))));
        stages.add(new Stage(
                "sessions",
                in -> keyed(in)
                        .window(EventTimeSessionWindows.withGap(Duration.ofMillis(5)))
                        .reduce((a, b) -> Tuple2.of(a.f0, a.f1 + b.f1)),
                BatchStages::sessions));
        stages.add(new Stage(
                "count windows",
                in -> timed(keyed(in).countWindow(2).process(new Count<GlobalWindow>(), TYPE)),
                rows -> {
                    List<Row> results = new ArrayList<>();
                    byKey(rows).forEach((key, ofKey) -> {
                        for (int i = 0; i < ofKey.size() / 2; i++) {
                            results.add(timed(new Row(key, 2, 0)));
                        }
                    });
                    return results;
                }));
        stages.add(new Stage(
                "all at the end of the stream",
                in -> timed(in.windowAll(GlobalWindows.createWithEndOfStreamTrigger())
                        .reduce((a, b) -> Tuple2.of(Math.max(a.f0, b.f0), a.f1 + b.f1))),
                rows -> rows.isEmpty()
                        ? List.of()
                        : List.of(timed(
                                new Row(rows.stream().mapToInt(Row::key).max().getAsInt(), sum(rows), 0)))));
        stages.add(new Stage(
                "interval join with itself",
                in -> keyed(in)
                        .intervalJoin(keyed(in))
                        .between(Duration.ofMillis(-3), Duration.ofMillis(4))
                        .process(new Near(), TYPE),
                rows -> pairs(
                        rows,
                        (left, right) -> right.time() - left.time() >= -3 && right.time() - left.time() <= 4
                                ? new Row(
                                        left.key(),
                                        left.value() + 3 * right.value(),
                                        Math.max(left.time(), right.time()))
                                : null)));
        stages.add(new Stage(
                "window join with itself",
                in -> in.join(in)
                        .where(pair -> pair.f0, Types.INT)
                        .equalTo(pair -> pair.f0, Types.INT)
                        .window(tens)
                        .apply((left, right) -> Tuple2.of(left.f0, left.f1 + 3 * right.f1), TYPE),
                rows -> pairs(
                        rows,
                        (left, right) -> left.time() / 10 == right.time() / 10
                                ? new Row(left.key(), left.value() + 3 * right.value(), left.time() / 10 * 10 + 9)
                                : null)));
        stages.add(new Stage(
                "two keyed inputs",
                in -> keyed(in).connect(keyed(in)).process(new BatchFunctions.TwoKeyed(), TYPE),
                eachKey((key, rows) -> new Row(key, 11 * sum(rows), 7))));
        stages.add(new Stage("two inputs", in -> in.connect(in).map(new Both()).returns(TYPE), rows -> {
            List<Row> results = new ArrayList<>(rows);
            rows.forEach(row -> results.add(row.with(row.value() + 100)));
            return results;
        }));
        stages.add(new Stage(
                "broadcast of itself",
                in -> in.connect(in.broadcast(RULES)).process(new BatchFunctions.Ruled(), TYPE),
                BatchStages::withRules));
        stages.add(new Stage(
                "broadcast of itself to keys",
                in -> keyed(in).connect(in.broadcast(RULES)).process(new BatchFunctions.RuledByKey(), TYPE),
                BatchStages::withRules));
        stages.add(new Stage("union with itself", in -> in.union(in.filter(pair -> true)), rows -> {
            List<Row> results = new ArrayList<>(rows);
            results.addAll(rows);
            return results;
        }));
        stages.add(new Stage(
                "async",
                in -> AsyncDataStream.unorderedWait(in, new Ask(), 1, TimeUnit.HOURS)
                        .returns(TYPE),
                rows -> rows.stream().map(row -> row.with(row.value() + 7)).toList()));
        return stages;
    }
}
