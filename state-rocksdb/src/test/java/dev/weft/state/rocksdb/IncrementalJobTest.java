package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whole jobs with incremental checkpoints, in this process: one fails, goes on, is cancelled, and others go on from what it
 * retained, with other parallelisms. R-RS-1, S-SP-5, I-CLEAN.
 */
@Timeout(90)
class IncrementalJobTest {

    private static final int KEYS = 50;
    private static final long LAST = 3_000;
    private static final int PER_CHECKPOINT = 200;

    /** What the timers at the end of time have said of each key. */
    private static final Map<Long, Long> TOTALS = new ConcurrentHashMap<>();

    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static CountDownLatch part = new CountDownLatch(1);

    @TempDir
    Path directory;

    @BeforeEach
    void reset() {
        TOTALS.clear();
        FAILURES.set(0);
        part = new CountDownLatch(4 * PER_CHECKPOINT);
    }

    private StreamExecutionEnvironment job(int parallelism, Map<String, String> more) {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        settings.setString("execution.checkpointing.incremental", "true");
        settings.setString(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        settings.setString("execution.checkpointing.data-inline-threshold", "1 kb");
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.setString("state.backend.type", "rocksdb");
        settings.setString("pipeline.max-parallelism", "8");
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "1");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
        more.forEach(settings::setString);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        environment
                .fromSource(new Gated(), WatermarkStrategy.noWatermarks(), "numbers", Types.LONG)
                .uid("numbers")
                .map(new FailingOnce())
                .returns(Types.LONG)
                .uid("map")
                .keyBy(number -> number % KEYS)
                .process(new Counting())
                .returns(Types.TUPLE(Types.LONG, Types.LONG))
                .uid("count")
                .addSink(new Remembering())
                .uid("sink");
        return environment;
    }

    /** Runs a job over a failure and cancels it; returns the address of what it retains. */
    private String retained() throws Exception {
        JobClient client = job(2, Map.of()).executeAsync();
        part.await();
        client.cancel().get(30, TimeUnit.SECONDS);
        // the result comes when what is not retained was deleted
        client.getJobExecutionResult().handle((result, cancelled) -> true).get(30, TimeUnit.SECONDS);
        assertThat(FAILURES).hasValue(1);
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.endsWith("_metadata"))
                    .map(Path::getParent)
                    .max(Comparator.comparingLong(
                            chk -> Long.parseLong(chk.getFileName().toString().substring("chk-".length()))))
                    .orElseThrow()
                    .toUri()
                    .toString();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    private static void expectEveryRecordOnce() {
        assertThat(TOTALS.keySet()).as("timers of all keys have fired").hasSize(KEYS);
        TOTALS.forEach(
                (key, total) -> assertThat(total).as("records of key %d", key).isEqualTo(LAST / KEYS));
    }

    @Test
    void aJobGoesOnFromARetainedCheckpointWithMoreTasksAndOwnsIt() throws Exception {
        String retained = retained();
        assertThat(Savepoints.read(retained).sharedFiles()).isNotEmpty();
        job(3, Map.of("execution.state-recovery.path", retained, "execution.state-recovery.claim-mode", "CLAIM"))
                .execute();
        expectEveryRecordOnce();
        assertThat(files()).as("the job has finished, and owned all files").isEmpty();
    }

    @Test
    void aJobGoesOnWithFewerTasksAndWithoutAClaimTouchesNothingOfTheFormer() throws Exception {
        String retained = retained();
        TreeSet<Path> before = new TreeSet<>(files());
        job(1, Map.of("execution.state-recovery.path", retained)).execute();
        expectEveryRecordOnce();
        assertThat(new TreeSet<>(files())).isEqualTo(before);
    }

    @Test
    void aJobGoesOnWithTheSameTasks() throws Exception {
        String retained = retained();
        job(2, Map.of("execution.state-recovery.path", retained, "execution.state-recovery.claim-mode", "CLAIM"))
                .execute();
        expectEveryRecordOnce();
        assertThat(files()).isEmpty();
    }

    /** FLINK-10855, FLINK-32086. */
    @Test
    void whatIsThereAfterACancellationIsWhatTheRetainedCheckpointNames() throws Exception {
        String retained = retained();
        TreeSet<String> shared = new TreeSet<>();
        files().stream()
                .filter(file -> file.getParent().endsWith("shared"))
                .forEach(file -> shared.add(file.getFileName().toString()));
        TreeSet<String> named = new TreeSet<>();
        Savepoints.read(retained).sharedFiles().forEach(file -> named.add(file.substring(file.lastIndexOf('/') + 1)));
        assertThat(shared).isEqualTo(named);
        Savepoints.dispose(retained);
        assertThat(files()).isEmpty();
    }

    /** The numbers up to the last one; reading waits for complete checkpoints. */
    private static final class Gated extends NumberSequenceSource {
        private static final long serialVersionUID = 1L;

        Gated() {
            super(1, LAST);
        }

        @Override
        public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
            return new RateLimitedSourceReader<>(
                    super.createReader(context),
                    RateLimiterStrategy.perCheckpoint(PER_CHECKPOINT).createRateLimiter(context.currentParallelism()));
        }
    }

    /** Passes records on; the first task that hears of two complete checkpoints fails, once. */
    private static final class FailingOnce extends RichMapFunction<Long, Long> implements CheckpointListener {
        private static final long serialVersionUID = 1L;
        private transient int completed;

        @Override
        public void open(OpenContext context) {
            completed = 0;
        }

        @Override
        public Long map(Long number) {
            part.countDown();
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            completed++;
            if (completed == 2 && FAILURES.compareAndSet(0, 1)) {
                throw new IllegalStateException("fails after checkpoint " + checkpointId);
            }
        }
    }

    /** Counts the records of each key in state with so much ballast that its tables become files; a timer tells the total. */
    private static final class Counting extends KeyedProcessFunction<Long, Long, Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;
        private transient ValueState<Tuple2<Long, byte[]>> count;

        @Override
        public void open(OpenContext context) {
            count = getRuntimeContext()
                    .getState(new ValueStateDescriptor<>(
                            "count", Types.TUPLE(Types.LONG, Types.PRIMITIVE_ARRAY(Types.BYTE))));
        }

        @Override
        public void processElement(Long number, Context context, Collector<Tuple2<Long, Long>> out) throws Exception {
            Tuple2<Long, byte[]> before = count.value();
            byte[] ballast = new byte[500];
            new Random(number).nextBytes(ballast);
            count.update(Tuple2.of(before == null ? 1 : before.f0 + 1, ballast));
            context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
        }

        @Override
        public void onTimer(long timestamp, OnTimerContext context, Collector<Tuple2<Long, Long>> out)
                throws Exception {
            out.collect(Tuple2.of(context.getCurrentKey(), count.value().f0));
        }
    }

    private static final class Remembering implements SinkFunction<Tuple2<Long, Long>> {
        private static final long serialVersionUID = 1L;

        @Override
        public void invoke(Tuple2<Long, Long> value, Context context) {
            TOTALS.merge(value.f0, value.f1, Long::sum);
        }
    }
}
