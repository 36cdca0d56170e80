package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.operators.ProcessingTimeService;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.api.connector.sink2.Committer;
import dev.weft.api.connector.sink2.SinkWriter;
import dev.weft.configuration.MemorySize;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileWriterTest {

    @TempDir
    java.nio.file.Path directory;

    private static final JobID JOB = new JobID(1, 2);

    private final ManualTime time = new ManualTime();

    @Test
    void filesAppearUnderTheirFinalNamesOnlyWhenCommitted() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", record());
        writer.write("b", record());
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        assertThat(visible()).isEmpty();

        new FileCommitter().commit(requests(files));
        writer.close();

        assertThat(visible()).singleElement().satisfies(file -> {
            assertThat(file.getParent().getFileName()).hasToString("1970-01-01--00");
            assertThat(file.getFileName().toString()).startsWith("part-");
            assertThat(Files.readString(file)).isEqualTo("a\nb\n");
        });
        assertThat(hidden()).isEmpty();
    }

    @Test
    void committingTwiceChangesNothing() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", record());
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        new FileCommitter().commit(requests(files));
        new FileCommitter().commit(requests(files));
        assertThat(visible()).hasSize(1);
    }

    @Test
    void aCommittedFileThatIsLostIsReported() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", record());
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        writer.close();
        assertThatThrownBy(() -> new FileCommitter().commit(requests(files)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither");
    }

    @Test
    void closingWithoutCommittingLeavesNothingBehind() throws Exception {
        FileWriter<String, String> writer = writer(DefaultRollingPolicy.builder()
                .withMaxPartSize(new MemorySize(1))
                .build());
        for (int i = 0; i < 5; i++) {
            writer.write("record " + i, record());
        }
        writer.prepareCommit();
        assertThat(hidden()).hasSize(5);
        writer.close();
        assertThat(hidden()).isEmpty();
        assertThat(visible()).isEmpty();
    }

    @Test
    void whatAKilledWriterHasLeftIsFoundByItsJobAndNothingElseIs() throws Exception {
        FileWriter<String, String> killed =
                writer(DefaultRollingPolicy.builder().build());
        killed.write("a", record());
        time.advance(Duration.ofHours(2));
        killed.write("in another bucket", record());
        JobID other = new JobID(3, 4);
        FileWriter<String, String> running = new FileWriter<>(
                settings(
                        new Path(directory.toUri()),
                        DefaultRollingPolicy.builder().build()),
                other,
                time);
        running.write("b", record());
        Files.writeString(directory.resolve(".part-x.inprogress"), "of somebody else");
        assertThat(hidden()).hasSize(4);

        FileSink<String> sink = FileSink.forRowFormat(new Path(directory.toUri()), new SimpleStringEncoder<String>())
                .build();
        sink.removeAbandoned(JOB);

        assertThat(hidden())
                .extracting(file -> file.getFileName().toString())
                .allSatisfy(name -> assertThat(name).doesNotContain(JOB.toString()))
                .hasSize(2);
        sink.removeAbandoned(JOB);
        FileSink.forRowFormat(new Path(directory.resolve("never-made").toUri()), new SimpleStringEncoder<String>())
                .build()
                .removeAbandoned(JOB);
        running.close();
        killed.close();
    }

    @Test
    void aNewFileIsBegunWhenTheOldOneIsFullOrOldOrWhenTheBucketChanges() throws Exception {
        FileWriter<String, String> writer = writer(DefaultRollingPolicy.builder()
                .withRolloverInterval(Duration.ofMinutes(5))
                .withInactivityInterval(Duration.ofMinutes(5))
                .build());
        writer.write("a", record());
        time.advance(Duration.ofMinutes(4));
        writer.write("a", record());
        time.advance(Duration.ofMinutes(2));
        assertThat(writer.prepareCommit()).hasSize(1);
        writer.write("b", record());
        time.advance(Duration.ofHours(1));
        writer.write("c", record());
        writer.flush(true);
        assertThat(writer.prepareCommit()).hasSize(2);
        writer.close();
    }

    @Test
    void anOutputThatIsAFileIsNamed() throws Exception {
        java.nio.file.Path file = Files.writeString(directory.resolve("taken"), "x");
        FileWriter<String, String> writer = new FileWriter<>(
                settings(new Path(file.toUri()), DefaultRollingPolicy.builder().build()), JOB, time);
        assertThatThrownBy(() -> writer.write("a", record()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't write to the output")
                .hasMessageContaining("taken");
    }

    private FileWriter<String, String> writer(RollingPolicy<String, String> policy) {
        return new FileWriter<>(settings(new Path(directory.toUri()), policy), JOB, time);
    }

    private static FileWriter.Settings<String, String> settings(Path path, RollingPolicy<String, String> policy) {
        return new FileWriter.Settings<>(
                path,
                new SimpleStringEncoder<>(),
                new DateTimeBucketAssigner<>("yyyy-MM-dd--HH", ZoneOffset.UTC),
                policy,
                OutputFileConfig.builder().build(),
                60_000);
    }

    private List<java.nio.file.Path> visible() throws IOException {
        return files(name -> !name.startsWith("."));
    }

    private List<java.nio.file.Path> hidden() throws IOException {
        return files(name -> name.startsWith("."));
    }

    private List<java.nio.file.Path> files(Predicate<String> names) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile)
                    .filter(f -> !f.getFileName().toString().endsWith(".crc"))
                    .filter(f -> names.test(f.getFileName().toString()))
                    .toList();
        }
    }

    private static SinkWriter.Context record() {
        return new SinkWriter.Context() {
            @Override
            public long currentWatermark() {
                return Long.MIN_VALUE;
            }

            @Override
            public Long timestamp() {
                return null;
            }
        };
    }

    private static Collection<Committer.CommitRequest<FileSinkCommittable>> requests(
            Collection<FileSinkCommittable> files) {
        List<Committer.CommitRequest<FileSinkCommittable>> requests = new ArrayList<>();
        files.forEach(file -> requests.add(new Request(file)));
        return requests;
    }

    private record Request(FileSinkCommittable getCommittable) implements Committer.CommitRequest<FileSinkCommittable> {
        @Override
        public int getNumberOfRetries() {
            return 0;
        }

        @Override
        public void signalFailedWithKnownReason(Throwable t) {
            throw new AssertionError(t);
        }

        @Override
        public void signalFailedWithUnknownReason(Throwable t) {
            throw new AssertionError(t);
        }

        @Override
        public void retryLater() {
            throw new AssertionError("no reason to retry");
        }

        @Override
        public void updateAndRetryLater(FileSinkCommittable committable) {
            throw new AssertionError("no reason to retry");
        }

        @Override
        public void signalAlreadyCommitted() {}
    }

    /** Time that moves when told, and runs the timers that it passes. */
    private static final class ManualTime implements ProcessingTimeService {

        private record Timer(long atMs, ProcessingTimeCallback callback) {}

        private final List<Timer> timers = new ArrayList<>();
        private long nowMs;

        void advance(Duration by) throws Exception {
            nowMs += by.toMillis();
            for (Timer timer : List.copyOf(timers)) {
                if (timer.atMs() <= nowMs) {
                    timers.remove(timer);
                    timer.callback().onProcessingTime(timer.atMs());
                }
            }
        }

        @Override
        public long getCurrentProcessingTime() {
            return nowMs;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long timestamp, ProcessingTimeCallback target) {
            timers.add(new Timer(timestamp, target));
            return null;
        }
    }
}
