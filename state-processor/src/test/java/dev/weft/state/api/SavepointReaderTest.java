package dev.weft.state.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.MapState;
import dev.weft.api.common.state.MapStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.state.api.functions.KeyedStateReaderFunction;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.util.Collector;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** State that a running job has saved, in each format of each backend. */
@Timeout(120)
class SavepointReaderTest {

    private static final int KEYS = 50;
    private static final int RECORDS = 500;

    private static CountDownLatch counted = new CountDownLatch(RECORDS);

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "hashmap, CANONICAL, false",
        "rocksdb, CANONICAL, false",
        "rocksdb, NATIVE, false",
        "rocksdb, NATIVE, true"
    })
    void everyKeyIsReadOnceWithItsStatesAndTimers(String backend, SavepointFormatType format, boolean incremental)
            throws Exception {
        String savepoint = stopped(backend, format, incremental);

        assertThat(SavepointReader.read(Programs.batch(backend), savepoint)
                        .readKeyedState("counts", new Reading())
                        .executeAndCollect(10 * KEYS))
                .hasSize(KEYS)
                .doesNotHaveDuplicates()
                .allSatisfy(read -> assertThat(read).endsWith(" counted 10 in {records=10} at [9223372036854775806]"));
    }

    private String stopped(String backend, SavepointFormatType format, boolean incremental) throws Exception {
        counted = new CountDownLatch(RECORDS);
        StreamExecutionEnvironment env = Programs.environment(
                backend,
                Map.of(
                        "execution.checkpointing.interval",
                        "1 h",
                        "execution.checkpointing.incremental",
                        "" + incremental));
        env.fromSource(
                        new GatedNumbers(0, 10 * RECORDS, RECORDS),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .uid("numbers")
                .keyBy(number -> number % KEYS, Types.LONG)
                .process(new Counting())
                .uid("counts")
                .addSink(new dev.weft.streaming.api.functions.sink.DiscardingSink<>());
        JobClient client = env.executeAsync();
        counted.await();
        String savepoint = client.stopWithSavepoint(false, directory.toUri().toString(), format)
                .get(60, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(60, TimeUnit.SECONDS);
        return savepoint;
    }

    private static final class Counting extends KeyedProcessFunction<Long, Long, Long> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;
        private transient MapState<String, Long> byKind;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            byKind = getRuntimeContext().getMapState(new MapStateDescriptor<>("kinds", Types.STRING, Types.LONG));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Long> out) throws Exception {
            count.update(count.value() == null ? 1 : count.value() + 1);
            byKind.put("records", count.value());
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE - 1);
            counted.countDown();
        }
    }

    private static final class Reading extends KeyedStateReaderFunction<Long, String> {

        private static final long serialVersionUID = 1L;

        private transient ValueState<Long> count;
        private transient MapState<String, Long> byKind;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
            byKind = getRuntimeContext().getMapState(new MapStateDescriptor<>("kinds", Types.STRING, Types.LONG));
        }

        @Override
        public void readKey(Long key, Context context, Collector<String> out) throws Exception {
            StringBuilder kinds = new StringBuilder();
            for (Map.Entry<String, Long> kind : byKind.entries()) {
                kinds.append(kind.getKey()).append('=').append(kind.getValue());
            }
            out.collect(key + " counted " + count.value() + " in {" + kinds + "} at "
                    + context.registeredEventTimeTimers());
        }
    }
}
