package dev.weft.engine.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.MapFunction;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.streaming.api.datastream.DataStream;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.co.RichCoMapFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whole jobs in this process that go on from an unaligned checkpoint of a job under backpressure, whose counting function
 * needs a millisecond a record.
 */
@Timeout(60)
class LocalUnalignedCheckpointTest {

    private static final int KEYS = 64;

    /** The largest count of each key that the sink has heard of. */
    private static final Map<Long, Long> COUNTS = new ConcurrentHashMap<>();

    private static volatile boolean slow;
    private static CountDownLatch completed = new CountDownLatch(0);

    @TempDir
    private Path directory;

    @BeforeEach
    void reset() {
        COUNTS.clear();
        slow = true;
        completed = new CountDownLatch(5);
    }

    /** Builds a program that counts by key, and ends with the sink. */
    private interface Program {
        DataStream<Tuple2<Long, Long>> counts(StreamExecutionEnvironment environment, long n);
    }

    private StreamExecutionEnvironment environment(int parallelism, Map<String, String> more) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "20 ms");
        settings.setString("execution.checkpointing.unaligned.enabled", "true");
        settings.setString("execution.checkpointing.dir", directory.toUri().toString());
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.setString("pipeline.max-parallelism", "16");
        more.forEach(settings::setString);
        return StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
    }

    private static void build(Program program, StreamExecutionEnvironment environment, long n) {
        program.counts(environment, n).addSink(new Remembering()).name("sink").uid("sink");
    }

    /** Runs the program under backpressure until checkpoints are complete; returns the directory of the last one. */
    private String checkpointOf(Program program, int parallelism, long n) throws Exception {
        StreamExecutionEnvironment environment = environment(parallelism, Map.of());
        build(program, environment, n);
        JobClient client = environment.executeAsync();
        completed.await();
        client.cancel().get(30, TimeUnit.SECONDS);
        client.getJobExecutionResult().exceptionally(cancelled -> null).get(30, TimeUnit.SECONDS);
        slow = false;
        COUNTS.clear();
        return latest();
    }

    private String latest() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.getFileName().toString().equals("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(checkpoint ->
                            Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private void goOn(Program program, String checkpoint, int parallelism, long n) throws Exception {
        StreamExecutionEnvironment environment =
                environment(parallelism, Map.of("execution.state-recovery.path", checkpoint));
        build(program, environment, n);
        environment.execute();
    }

    private static long inFlightBytes(String checkpoint) throws IOException {
        CheckpointMetadata metadata = Savepoints.read(checkpoint);
        return metadata.operators().stream()
                .flatMap(operator -> operator.instances().values().stream())
                .flatMap(instance -> instance.pieces().inFlight().stream())
                .flatMap(piece -> piece.parts().stream())
                .mapToLong(part -> part.length())
                .sum();
    }

    private static void expectEveryRecordOnce(long n) {
        assertThat(COUNTS).hasSize(KEYS);
        COUNTS.forEach(
                (key, count) -> assertThat(count).as("records of key %d", key).isEqualTo(n / KEYS));
    }

    private static DataStream<Long> numbers(StreamExecutionEnvironment environment, String uid, long n) {
        return environment
                .fromSource(new NumberSequenceSource(0, n - 1), WatermarkStrategy.noWatermarks(), uid, Types.LONG)
                .uid(uid);
    }

    /** A function without state between the source and the counting one: its records are in flight on both sides. */
    private static DataStream<Tuple2<Long, Long>> shuffled(StreamExecutionEnvironment environment, long n) {
        return numbers(environment, "numbers", n)
                .rebalance()
                .map(number -> number)
                .returns(Types.LONG)
                .uid("relay")
                .keyBy(number -> number % KEYS)
                .map(new Counting())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("count");
    }

    /**
     * FLINK-31963, FLINK-25426, FLINK-25026 (neighbours without state), FLINK-20654 (channels mixed up). Of few numbers all are in flight,
     * and the source has ended.
     */
    @ParameterizedTest(name = "{2} numbers, from {0} to {1}")
    @CsvSource({"2, 2, 640000", "2, 3, 640000", "3, 1, 640000", "1, 4, 640000", "2, 2, 6400", "3, 2, 6400"})
    void everyRecordCountsOnceWithAnyParallelism(int before, int after, long n) throws Exception {
        String checkpoint = checkpointOf(LocalUnalignedCheckpointTest::shuffled, before, n);
        assertThat(inFlightBytes(checkpoint)).isPositive();
        goOn(LocalUnalignedCheckpointTest::shuffled, checkpoint, after, n);
        expectEveryRecordOnce(n);
    }

    /** FLINK-18139: records in flight to both inputs, the second of which is a union with another stream. */
    private static DataStream<Tuple2<Long, Long>> twoInputs(StreamExecutionEnvironment environment, long n) {
        DataStream<Long> more = numbers(environment, "more", n / 4);
        return numbers(environment, "left", n / 2)
                .keyBy(number -> number % KEYS)
                .connect(numbers(environment, "right", n / 4).union(more).keyBy(number -> number % KEYS))
                .map(new CountingBoth())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("count");
    }

    @ParameterizedTest(name = "from {0} to {1}")
    @CsvSource({"2, 2", "2, 3", "3, 2"})
    void recordsInFlightToSeveralInputsCountOnce(int before, int after) throws Exception {
        long n = 640_000;
        String checkpoint = checkpointOf(LocalUnalignedCheckpointTest::twoInputs, before, n);
        assertThat(inFlightBytes(checkpoint)).isPositive();
        goOn(LocalUnalignedCheckpointTest::twoInputs, checkpoint, after, n);
        expectEveryRecordOnce(n);
    }

    /** The chain is cut, so that records are in flight from each subtask to the one of the same number. */
    private static DataStream<Tuple2<Long, Long>> forwarded(StreamExecutionEnvironment environment, long n) {
        return numbers(environment, "numbers", n)
                .keyBy(number -> number % KEYS)
                .map(new Counting())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("count")
                .map(new Slow())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .startNewChain()
                .name("slow")
                .uid("slow");
    }

    /** FLINK-21936. */
    @Test
    void recordsInFlightOnAForwardEdgeBindTheJobToItsParallelism() throws Exception {
        long n = 640_000;
        String checkpoint = checkpointOf(LocalUnalignedCheckpointTest::forwarded, 2, n);
        assertThat(inFlightBytes(checkpoint)).isPositive();
        assertThatThrownBy(() -> goOn(LocalUnalignedCheckpointTest::forwarded, checkpoint, 3, n))
                .rootCause()
                .message()
                .contains(
                        "holds records in flight to operator 'slow' on an input whose partitioning (forward) binds them"
                                + " to their subtask; it was taken with parallelism 2 and the job has 3; go on from it as it was"
                                + " taken");
        goOn(LocalUnalignedCheckpointTest::forwarded, checkpoint, 2, n);
        expectEveryRecordOnce(n);
    }

    private static void pace() {
        if (slow) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Tuple2<Long, Long> counted(ValueState<Long> count, Long number) throws Exception {
        Long before = count.value();
        count.update(before == null ? 1 : before + 1);
        return Tuple2.of(number % KEYS, count.value());
    }

    private static final class Counting extends RichMapFunction<Long, Tuple2<Long, Long>>
            implements CheckpointListener {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Tuple2<Long, Long> map(Long number) throws Exception {
            pace();
            return counted(count, number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            completed.countDown();
        }
    }

    private static final class CountingBoth extends RichCoMapFunction<Long, Long, Tuple2<Long, Long>>
            implements CheckpointListener {
        private transient ValueState<Long> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext().getState(new ValueStateDescriptor<>("count", Types.LONG));
        }

        @Override
        public Tuple2<Long, Long> map1(Long number) throws Exception {
            pace();
            return counted(count, number);
        }

        @Override
        public Tuple2<Long, Long> map2(Long number) throws Exception {
            pace();
            return counted(count, number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            completed.countDown();
        }
    }

    private static final class Slow implements MapFunction<Tuple2<Long, Long>, Tuple2<Long, Long>> {
        @Override
        public Tuple2<Long, Long> map(Tuple2<Long, Long> counted) {
            pace();
            return counted;
        }
    }

    private static final class Remembering implements SinkFunction<Tuple2<Long, Long>> {
        @Override
        public void invoke(Tuple2<Long, Long> value, Context context) {
            COUNTS.merge(value.f0, value.f1, Math::max);
        }
    }
}
