package dev.weft.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.common.eventtime.WatermarkStrategy;
import dev.weft.api.common.functions.RichMapFunction;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.common.state.CheckpointListener;
import dev.weft.api.common.typeinfo.Types;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.api.connector.source.lib.NumberSequenceSource;
import dev.weft.api.connector.source.util.ratelimit.RateLimitedSourceReader;
import dev.weft.api.connector.source.util.ratelimit.RateLimiterStrategy;
import dev.weft.configuration.Configuration;
import dev.weft.connector.file.sink.FileSink;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.environment.StreamExecutionEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Jobs with checkpoints that write files, in this process: every record is in one visible file once when the job has
 * finished. The source gives so many numbers from one complete checkpoint to the next.
 */
@Timeout(60)
class FileSinkExactlyOnceTest {

    private static final long LAST = 1_000;

    /** How many failures are still to come. */
    private static final AtomicInteger FAILURES = new AtomicInteger();

    @TempDir
    private java.nio.file.Path directory;

    @BeforeEach
    void reset() {
        FAILURES.set(0);
    }

    @Test
    void aBoundedJobCommitsEverythingByItsLastCheckpoint() throws Exception {
        run(2);
        expectEveryNumberOnce();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void aFailureOnTheWayNeitherLosesNorRepeatsARecord(int parallelism) throws Exception {
        FAILURES.set(1);
        run(parallelism);
        assertThat(FAILURES).hasValue(0);
        expectEveryNumberOnce();
    }

    @Test
    void severalFailuresNeitherLoseNorRepeatARecord() throws Exception {
        FAILURES.set(3);
        run(2);
        assertThat(FAILURES).hasValue(0);
        expectEveryNumberOnce();
    }

    private void run(int parallelism) throws Exception {
        Configuration settings = new Configuration();
        settings.setString("execution.checkpointing.interval", "10 ms");
        settings.setString(
                "execution.checkpointing.dir",
                directory.resolve("checkpoints").toUri().toString());
        settings.setString("restart-strategy.type", "fixed-delay");
        settings.setString("restart-strategy.fixed-delay.attempts", "3");
        settings.setString("restart-strategy.fixed-delay.delay", "1 ms");
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.createLocalEnvironment(parallelism, settings);
        environment
                .fromSource(new Gated(), WatermarkStrategy.noWatermarks(), "numbers", Types.LONG)
                .map(new Failing())
                .returns(Types.LONG)
                .rebalance()
                .map(Object::toString)
                .returns(Types.STRING)
                .sinkTo(FileSink.forRowFormat(
                                new Path(directory.resolve("out").toUri()), new SimpleStringEncoder<String>())
                        .build());
        environment.execute();
    }

    private void expectEveryNumberOnce() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.walk(directory.resolve("out"))) {
            List<java.nio.file.Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .as("no hidden file stays")
                    .noneMatch(file -> file.getFileName().toString().startsWith("."));
            assertThat(all.stream()
                            .flatMap(file -> lines(file).stream())
                            .map(Long::valueOf)
                            .sorted())
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, LAST).boxed().toList());
        }
        try (Stream<java.nio.file.Path> files = Files.walk(directory.resolve("checkpoints"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .as("no checkpoint stays")
                    .isEmpty();
        }
    }

    private static List<String> lines(java.nio.file.Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The numbers up to the last one; reading waits for complete checkpoints. */
    private static final class Gated extends NumberSequenceSource {
        Gated() {
            super(1, LAST);
        }

        @Override
        public SourceReader<Long, NumberSequenceSplit> createReader(SourceReaderContext context) {
            return new RateLimitedSourceReader<>(
                    super.createReader(context),
                    RateLimiterStrategy.perCheckpoint(100).createRateLimiter(context.currentParallelism()));
        }
    }

    /** Passes records on; a task that hears of two complete checkpoints fails, as long as failures are to come. */
    private static final class Failing extends RichMapFunction<Long, Long> implements CheckpointListener {
        private transient int completed;

        @Override
        public Long map(Long number) {
            return number;
        }

        @Override
        public void notifyCheckpointComplete(long checkpointId) {
            completed++;
            if (completed == 2 && FAILURES.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new IllegalStateException("fails after checkpoint " + checkpointId);
            }
        }
    }
}
