package dev.weft.state.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.OpenContext;
import dev.weft.api.common.state.ValueState;
import dev.weft.api.common.state.ValueStateDescriptor;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.java.tuple.Tuple2;
import dev.weft.configuration.Configuration;
import dev.weft.core.execution.JobClient;
import dev.weft.core.execution.RestoreMode;
import dev.weft.core.execution.SavepointFormatType;
import dev.weft.engine.checkpoint.CheckpointMetadata;
import dev.weft.engine.checkpoint.Savepoints;
import dev.weft.engine.protocol.CheckpointRequest;
import dev.weft.engine.state.spi.KeyedPiece;
import dev.weft.engine.testing.FailingOnce;
import dev.weft.engine.testing.GatedNumbers;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import dev.weft.streaming.api.functions.KeyedProcessFunction;
import dev.weft.streaming.api.functions.sink.SinkFunction;
import dev.weft.util.Collector;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    private static CountDownLatch part = new CountDownLatch(1);

    @TempDir
    Path directory;

    @BeforeEach
    void reset() {
        TOTALS.clear();
        FailingOnce.reset();
        part = new CountDownLatch(4 * PER_CHECKPOINT);
    }

    private StreamExecutionEnvironment job(int parallelism, Map<String, String> more) {
        Configuration settings = FailingOnce.settings();
        settings.setString("execution.checkpointing.incremental", "true");
        settings.setString(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        settings.setString("execution.checkpointing.data-inline-threshold", "1 kb");
        settings.setString("execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
        settings.setString("state.backend.type", "rocksdb");
        settings.setString("pipeline.max-parallelism", "8");
        more.forEach(settings::setString);
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        environment
                .fromSource(
                        new GatedNumbers(1, LAST, PER_CHECKPOINT),
                        WatermarkStrategy.noWatermarks(),
                        "numbers",
                        Types.LONG)
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
        assertThat(FailingOnce.failures()).isOne();
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

    /** Local copies are deleted by a thread of the executor's, which a job does not wait for. */
    private void awaitNoFiles() throws IOException {
        boolean left = true;
        while (left) {
            assertThat(Thread.interrupted())
                    .as("there are files until the deadline")
                    .isFalse();
            try {
                left = !files().isEmpty();
            } catch (UncheckedIOException deletedMeanwhile) {
                Thread.onSpinWait();
            }
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

    // ---- file merging

    @Test
    void aJobWithMergedFilesGoesOnAndDeletesThemAll() throws Exception {
        Map<String, String> merged = Map.of("execution.checkpointing.file-merging.enabled", "true");
        job(2, merged).execute();
        expectEveryRecordOnce();
        assertThat(FailingOnce.failures()).isOne();
        assertThat(files()).isEmpty();
    }

    // ---- local recovery

    /** Changes a byte in the middle of each file. */
    private static void damage(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.size(file) > 0 && !file.endsWith("_metadata")) {
                    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
                        bytes.seek(bytes.length() / 2);
                        int before = bytes.read();
                        bytes.seek(bytes.length() / 2);
                        bytes.write(before ^ 1);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** R-CORR-2. */
    @Test
    void aDamagedFileOfARetainedCheckpointFailsTheNextJobAtOnceAndIsNamed() throws Exception {
        String retained = retained();
        List<Path> stored =
                files().stream().filter(file -> !file.endsWith("_metadata")).toList();
        assertThat(stored)
                .extracting(file -> file.getParent().getFileName().toString())
                .contains("shared");
        for (Path file : stored) {
            damage(file);
            assertThatThrownBy(() -> job(
                                    2,
                                    Map.of(
                                            "execution.state-recovery.path",
                                            retained,
                                            "restart-strategy.fixed-delay.attempts",
                                            "2147483647"))
                            .execute())
                    .as(file.toString())
                    .hasMessageContaining(
                            "the state in " + file.toUri().toString().replace("///", "/"))
                    .hasMessageContaining(" is damaged at byte ");
            damage(file);
        }
        job(2, Map.of("execution.state-recovery.path", retained)).execute();
        expectEveryRecordOnce();
    }

    private Map<String, String> local(String backend) {
        return Map.of(
                "state.backend.local-recovery",
                "true",
                "taskmanager.state.local.root-dirs",
                directory.resolve("local").toString(),
                "state.backend.type",
                backend);
    }

    /** A restart that read them would fail. */
    @ParameterizedTest
    @ValueSource(strings = {"rocksdb", "hashmap"})
    void aRestartOnTheSameExecutorDoesNotReadTheFilesOfTheCheckpoint(String backend) throws Exception {
        FailingOnce.reset(() -> damage(directory.resolve("checkpoints")));
        job(2, local(backend)).execute();
        expectEveryRecordOnce();
        assertThat(FailingOnce.failures()).isOne();
        awaitNoFiles();
    }

    @Test
    void aRestartReadsTheCheckpointWhenTheLocalCopiesAreDamaged() throws Exception {
        FailingOnce.reset(() -> damage(directory.resolve("local")));
        job(2, local("hashmap")).execute();
        expectEveryRecordOnce();
        assertThat(FailingOnce.failures()).isOne();
        awaitNoFiles();
    }

    // ---- savepoints in RocksDB's own format

    /** Stops a job with a native savepoint, removes everything else that it has stored, and moves the savepoint. */
    private String nativeSavepoint() throws Exception {
        JobClient client = job(2, Map.of()).executeAsync();
        part.await();
        String savepoint = client.stopWithSavepoint(
                        false, directory.resolve("savepoints").toUri().toString(), SavepointFormatType.NATIVE)
                .get(30, TimeUnit.SECONDS);
        client.getJobExecutionResult().get(30, TimeUnit.SECONDS);
        CheckpointMetadata metadata = Savepoints.read(savepoint);
        assertThat(metadata.kind()).isEqualTo(CheckpointRequest.Kind.NATIVE_SAVEPOINT);
        assertThat(metadata.sharedFiles()).isEmpty();
        assertThat(metadata.operators().stream()
                        .flatMap(operator -> operator.instances().values().stream())
                        .flatMap(instance -> instance.pieces().keyed().stream())
                        .map(KeyedPiece::format))
                .containsOnly(StoredFiles.FORMAT);
        for (Path file : files()) {
            if (!file.startsWith(directory.resolve("savepoints"))) {
                Files.delete(file);
            }
        }
        Path moved = directory.resolve("savepoint-moved");
        Files.move(Path.of(URI.create(savepoint)), moved);
        return moved.toUri().toString();
    }

    @ParameterizedTest
    @EnumSource
    void aJobGoesOnFromANativeSavepointThatWasMoved(RestoreMode mode) throws Exception {
        String savepoint = nativeSavepoint();
        TreeSet<Path> before = new TreeSet<>(files());
        job(3, Map.of("execution.state-recovery.path", savepoint, "execution.state-recovery.claim-mode", mode.name()))
                .execute();
        expectEveryRecordOnce();
        assertThat(new TreeSet<>(files())).isEqualTo(mode == RestoreMode.CLAIM ? new TreeSet<>() : before);
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
            part.countDown();
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
