package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.ListState;
import dev.weft.api.common.state.ListStateDescriptor;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.engine.testing.FailingOnce;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.runtime.state.FunctionInitializationContext;
import dev.weft.runtime.state.FunctionSnapshotContext;
import dev.weft.streaming.api.checkpoint.CheckpointedFunction;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole jobs with checkpoints, of which one task fails after its second complete checkpoint, in this process. The source
 * gives so many numbers from one complete checkpoint to the next, so that the failure always hits the middle of the input.
 */
@Timeout(60)
class LocalCheckpointTest {

    private static final int KEYS = 7;
    private static final long LAST = 2_000;
    private static final int PER_CHECKPOINT = 200;

    /** The latest count of each key or subtask that the sink has heard of. */
    private static final Map<Long, Long> COUNTS = new ConcurrentHashMap<>();

    /** Counted down by every record of the first part, after which the source waits for a checkpoint. */
    private static CountDownLatch firstPart = new CountDownLatch(PER_CHECKPOINT);

    private static final AtomicInteger RESTORED = new AtomicInteger();

    @BeforeEach
    void reset() {
        COUNTS.clear();
        firstPart = new CountDownLatch(PER_CHECKPOINT);
        FailingOnce.reset();
        RESTORED.set(0);
    }

    private static StreamExecutionEnvironment environment() {
        return environment(2, Map.of());
    }

    private static StreamExecutionEnvironment environment(int parallelism, Map<String, String> more) {
        Configuration settings = FailingOnce.settings();
        more.forEach(settings::setString);
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    }

    private static DataStream<Long> numbers(StreamExecutionEnvironment environment) {
        return environment
                .fromSource(
                        new GatedNumbers(1, LAST, PER_CHECKPOINT),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
                .uid("numbers");
    }

    @Test
    void aKeyedCountOverAFailureCountsEveryRecordOnce() throws Exception {
        StreamExecutionEnvironment environment = environment();
        counting(environment);
        environment.execute();

        assertThat(FailingOnce.failures()).isOne();
        assertThat(FailingOnce.starts()).as("starts of two tasks").isEqualTo(4);
        expectEveryRecordOnce();
    }

    private static void expectEveryRecordOnce() {
        assertThat(COUNTS).hasSize(KEYS);
        COUNTS.forEach((key, count) -> {
            long expected = LAST / KEYS + (key > 0 && key <= LAST % KEYS ? 1 : 0);
            assertThat(count).as("records of key %d", key).isEqualTo(expected);
        });
    }

    @Test
    void aJobThatWasStoppedWithASavepointGoesOnWithAnotherParallelism(@TempDir Path directory) throws Exception {
        FailingOnce.failed();
        StreamExecutionEnvironment before =
                environment(2, Map.of("execution.checkpointing.interval", "1 h", "pipeline.max-parallelism", "8"));
        counting(before);
        JobClient client = before.executeAsync();
        firstPart.await();
        String savepoint =
                client.stopWithSavepoint(false, directory.toUri().toString()).get(30, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(30, TimeUnit.SECONDS);
        assertThat(COUNTS.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(PER_CHECKPOINT);

        StreamExecutionEnvironment after =
                environment(3, Map.of("execution.state-recovery.path", savepoint, "pipeline.max-parallelism", "8"));
        counting(after);
        after.execute();
        expectEveryRecordOnce();
    }

    private static void counting(StreamExecutionEnvironment environment) {
        numbers(environment)
                .map(new FailingOnce())
                .returns(Types.LONG)
                .uid("map")
                .keyBy(number -> number % KEYS)
                .map(new Counting())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("count")
                .addSink(new Remembering())
                .uid("sink");
    }

    @Test
    void aRegionGoesOnFromTheCheckpointWhileTheOtherRuns() throws Exception {
        StreamExecutionEnvironment environment = environment();
        numbers(environment)
                .map(new FailingOnce())
                .returns(Types.LONG)
                .map(new CountingAll())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .addSink(new Remembering());
        environment.execute();

        assertThat(FailingOnce.failures()).isOne();
        assertThat(FailingOnce.starts())
                .as("only one of two tasks starts again")
                .isEqualTo(3);
        assertThat(RESTORED).hasValue(1);
        assertThat(COUNTS).isEqualTo(Map.of(0L, LAST / 2, 1L, LAST / 2));
    }

    private static final class Counting extends RichMapFunction<Long, Tuple2<Long, Long>> {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Tuple2<Long, Long> map(Long number) throws Exception {
            Long before = count.value();
            count.update(before == null ? 1 : before + 1);
            return Tuple2.of(number % KEYS, count.value());
        }
    }

    /** Counts the records of one subtask. */
    private static final class CountingAll extends RichMapFunction<Long, Tuple2<Long, Long>>
            implements CheckpointedFunction {
        private transient ListState<Long> saved;
        private transient long count;

        @Override
        public void initializeState(FunctionInitializationContext context) throws Exception {
            saved = context.getOperatorStateStore().getListState(new ListStateDescriptor<>("count", Types.LONG));
            for (Long before : saved.get()) {
                RESTORED.incrementAndGet();
                count += before;
            }
        }

        @Override
        public void snapshotState(FunctionSnapshotContext context) throws Exception {
            saved.clear();
            saved.add(count);
        }

        @Override
        public Tuple2<Long, Long> map(Long number) {
            count++;
            return Tuple2.of((long) getRuntimeContext().getTaskInfo().getIndexOfThisSubtask(), count);
        }
    }

    private static final class Remembering implements SinkFunction<Tuple2<Long, Long>> {
        @Override
        public void invoke(Tuple2<Long, Long> value, Context context) {
            COUNTS.put(value.f0, value.f1);
            firstPart.countDown();
        }
    }
}
