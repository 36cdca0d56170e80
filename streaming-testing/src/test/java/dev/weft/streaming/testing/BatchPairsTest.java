package dev.weft.streaming.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.RuntimeExecutionMode;
import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.api.java.tuple.Tuple3;
import dev.weft.configuration.Configuration;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.ProcessFunction;
import dev.weft.streaming.testing.BatchStages.Row;
import dev.weft.streaming.testing.BatchStages.Stage;
import dev.weft.util.CloseableIterator;
import dev.weft.util.Collector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation of a batch before and after every other one, compared with the models of both. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class BatchPairsTest {

    private static List<Row> rows(long seed) {
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            rows.add(new Row(random.nextInt(4), random.nextInt(60), random.nextInt(60)));
        }
        return rows;
    }

    private static DataStream<Tuple2<Integer, Long>> source(List<Row> rows, Configuration configuration) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(2, configuration);
        environment.setRuntimeMode(RuntimeExecutionMode.BATCH);
        return environment
                .fromData(
                        rows.stream()
                                .map(row -> Tuple3.of(row.key(), row.value(), row.time()))
                                .toList(),
                        Types.TUPLE(Types.INT, Types.LONG, Types.LONG))
                .rebalance()
                .assignTimestampsAndWatermarks(WatermarkStrategy.<Tuple3<Integer, Long, Long>>forMonotonousTimestamps()
                        .withTimestampAssigner((row, before) -> row.f2))
                .map(row -> Tuple2.of(row.f0, row.f1))
                .returns(BatchStages.TYPE);
    }

    /** What came, from which pair of stages. */
    private static final class Told extends ProcessFunction<Tuple2<Integer, Long>, String> {
        private static final long serialVersionUID = 1L;
        private final String second;

        Told(String second) {
            this.second = second;
        }

        @Override
        public void processElement(Tuple2<Integer, Long> value, Context context, Collector<String> out) {
            long watermark = context.timerService().currentWatermark();
            out.collect(line(second, value.f0, value.f1, context.timestamp())
                    + (watermark == Long.MIN_VALUE ? "" : " at " + watermark));
        }
    }

    private static String line(String second, int key, long value, Long time) {
        return second + ": " + key + " " + value + " @" + time;
    }

    private static Stream<Stage> stages() {
        return BatchStages.all().stream();
    }

    @ParameterizedTest
    @MethodSource("stages")
    void everyStageWorksBehindThisOne(Stage first) throws Exception {
        check(first, new Configuration());
    }

    @ParameterizedTest
    @MethodSource("few")
    void stagesWorkWithStateInRocksDbToo(Stage first) throws Exception {
        check(first, Backend.ROCKSDB.configuration());
    }

    private static Stream<Stage> few() {
        return stages().filter(stage -> List.of("map", "sum", "sliding sums").contains(stage.name()));
    }

    @SuppressWarnings("try") // closing may be interrupted
    private static void check(Stage first, Configuration configuration) throws Exception {
        List<Row> rows = rows(first.name().hashCode());
        Map<String, List<String>> expected = new TreeMap<>();
        List<Row> between = first.model().apply(rows);
        DataStream<Tuple2<Integer, Long>> stream = first.build().apply(source(rows, configuration));
        DataStream<String> all = null;
        for (Stage second : BatchStages.all()) {
            expected.put(
                    second.name(),
                    second.model().apply(between).stream()
                            .map(row -> line(second.name(), row.key(), row.value(), row.time()))
                            .sorted()
                            .toList());
            DataStream<String> told = second.build().apply(stream).process(new Told(second.name()), Types.STRING);
            all = all == null ? told : all.union(told);
        }
        Map<String, List<String>> found = new TreeMap<>();
        expected.keySet().forEach(name -> found.put(name, new ArrayList<>()));
        try (CloseableIterator<String> each = all.executeAndCollect()) {
            each.forEachRemaining(
                    line -> found.get(line.substring(0, line.indexOf(':'))).add(line));
        }
        found.values().forEach(lines -> lines.sort(null));
        assertThat(found).isEqualTo(expected);
    }
}
