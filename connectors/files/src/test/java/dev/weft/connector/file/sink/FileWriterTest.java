package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.configuration.MemorySize;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.FileSourceSplitSerializer;
import dev.weft.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import dev.weft.core.fs.FSDataInputStream;
import dev.weft.core.fs.Path;
import dev.weft.core.io.SimpleVersionedSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.BucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.DateTimeBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.SimpleVersionedStringSerializer;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.CheckpointRollingPolicy;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import dev.weft.util.function.SerializableFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileWriterTest {

    @TempDir
    java.nio.file.Path directory;

    private static final JobID JOB = new JobID(1, 2);

    private final ManualProcessingTime time = new ManualProcessingTime();
    private int writers;

    @Test
    void filesAppearUnderTheirFinalNamesOnlyWhenCommitted() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        assertThat(visible()).isEmpty();

        FakeCommitRequest.commit(files);
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
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        FakeCommitRequest.commit(files);
        FakeCommitRequest.commit(files);
        assertThat(visible()).hasSize(1);
    }

    @Test
    void aCommittedFileThatIsLostIsReported() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        for (java.nio.file.Path file : hidden()) {
            Files.delete(file);
        }
        assertThatThrownBy(() -> FakeCommitRequest.commit(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither");
    }

    @Test
    void aFileThatWasHandedOverIsTheCommittersAndOutlivesItsWriter() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        writer.close();

        FakeCommitRequest.commit(files);

        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\n"));
    }

    @Test
    void whatWasHandedOverIsHandedOverOnce() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        assertThat(writer.prepareCommit()).hasSize(1);
        assertThat(writer.prepareCommit()).isEmpty();
        writer.close();
    }

    @Test
    void closingRemovesWhatWasNeitherHandedOverNorNamedInACheckpoint() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        for (int i = 0; i < 5; i++) {
            writer.write("record " + i, RecordContexts.NO_TIMESTAMP);
        }
        assertThat(hidden()).hasSize(5);
        writer.close();
        assertThat(hidden()).isEmpty();
        assertThat(visible()).isEmpty();
    }

    @Test
    void closingKeepsWhatACheckpointHasNamed() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        writer.write("closed before", RecordContexts.NO_TIMESTAMP);
        writer.write("open", RecordContexts.NO_TIMESTAMP);
        writer.snapshotState(1);
        writer.write("not named", RecordContexts.NO_TIMESTAMP);
        writer.close();

        assertThat(hidden()).extracting(Files::readString).containsExactlyInAnyOrder("closed before\n", "open\n");
    }

    @Test
    void aBucketMayHaveAnyNameBelowTheOutput() throws Exception {
        String[] buckets = {
            "tr ", " lead", "a:b", "back\\slash", "..x", "x..", "a/b c", "%20", "a//b", "./c", "d/", "#?", "é"
        };
        BucketAssigner<String, String> assigner = assigner(record -> record);
        FileWriter<String, String> writer = writer(assigner);
        for (String bucket : buckets) {
            writer.write(bucket, RecordContexts.NO_TIMESTAMP);
        }
        List<BucketState<String>> states = copies(writer.snapshotState(1));
        writer.close();
        FileWriter<String, String> restored = writer(assigner);
        restored.restore(states);
        restored.flush(true);
        List<FileSinkCommittable> files = new ArrayList<>();
        for (FileSinkCommittable file : restored.prepareCommit()) {
            FileSinkCommittableSerializer serializer = new FileSinkCommittableSerializer();
            files.add(serializer.deserialize(1, serializer.serialize(file)));
        }
        FakeCommitRequest.commit(files);

        assertThat(visible()).hasSize(buckets.length).allSatisfy(file -> {
            String directoryName = directory.relativize(file.getParent()).toString();
            assertThat(Files.readAllLines(file))
                    .singleElement()
                    .satisfies(
                            bucket -> assertThat(java.nio.file.Path.of(bucket).normalize())
                                    .hasToString(directoryName));
        });
        // what was written is found by listing, opened by its split, and read as it was written
        List<String> read = new ArrayList<>();
        for (FileSourceSplit split :
                new NonSplittingRecursiveEnumerator(path -> true).enumerateSplits(new Path[] {output()}, 1)) {
            FileSourceSplitSerializer serializer = FileSourceSplitSerializer.INSTANCE;
            Path path = serializer.deserialize(1, serializer.serialize(split)).path();
            try (FSDataInputStream in = path.getFileSystem().open(path)) {
                read.add(new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceFirst("\n$", ""));
            }
        }
        assertThat(read).containsExactlyInAnyOrder(buckets);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../up", "/abs", "a/../b", "a/..", "\0"})
    void aBucketThatMayLeadOutOfTheOutputIsRefused(String bucket) throws Exception {
        FileWriter<String, String> writer = writer(assigner(record -> bucket));
        assertThatThrownBy(() -> writer.write("a", RecordContexts.NO_TIMESTAMP))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("'" + bucket + "'", "no directory below the output", "bucket assigner");
        assertThat(hidden()).isEmpty();
        writer.close();
    }

    @Test
    void aBucketWithTheTextOfAnotherFileSystemIsADirectory() throws Exception {
        FileWriter<String, String> writer = writer(assigner(record -> "hdfs://other/x"));
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        assertThat(hidden())
                .singleElement()
                .satisfies(file ->
                        assertThat(directory.relativize(file.getParent())).hasToString("hdfs:/other/x"));
        writer.close();
    }

    @Test
    void aBucketThatIsNullIsRefused() throws Exception {
        FileWriter<String, String> writer = writer(assigner(record -> null));
        assertThatThrownBy(() -> writer.write("a", RecordContexts.NO_TIMESTAMP))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("bucket assigner", "gave null");
        writer.close();
    }

    @Test
    void thePrefixAndSuffixOfPartFilesAreNoDirectories() {
        assertThatThrownBy(
                        () -> OutputFileConfig.builder().withPartPrefix("a/b").build())
                .hasMessageContainingAll("'a/b'", "prefix", "must not contain '/'");
        assertThatThrownBy(() -> OutputFileConfig.builder().withPartSuffix("/x").build())
                .hasMessageContainingAll("'/x'", "suffix");
    }

    @Test
    void aFileThatSomethingElseHasCutStaysHidden() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        writer.write("abc", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        Collection<FileSinkCommittable> files = writer.prepareCommit();
        Files.writeString(hidden().get(0), "a");
        assertThatThrownBy(() -> FakeCommitRequest.commit(files))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 1 bytes where 4 were written");
        assertThat(visible()).isEmpty();
    }

    @Test
    void whatACheckpointCountsOnAndIsGoneIsReported() throws Exception {
        FileWriter<String, String> writer = writer(rollAtEachRecord());
        writer.write("abc", RecordContexts.NO_TIMESTAMP);
        List<BucketState<String>> states = writer.snapshotState(1);
        writer.close();
        java.nio.file.Path file = hidden().get(0);
        Files.writeString(file, "a");
        assertThatThrownBy(() -> writer(rollAtEachRecord()).restore(states))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("has 1 bytes where the checkpoint counts on 4");
        Files.delete(file);
        assertThatThrownBy(() -> writer(rollAtEachRecord()).restore(states))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("neither");
    }

    @Test
    void aSavepointOfAnotherJobIsNotTouchedAndCanBeBegunFromTwice() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("before", RecordContexts.NO_TIMESTAMP);
        List<BucketState<String>> savepoint = copies(writer.snapshotState(1));
        writer.close();
        for (JobID job : List.of(new JobID(5, 5), new JobID(6, 6))) {
            FileWriter<String, String> next = new FileWriter<>(
                    settings(output(), DefaultRollingPolicy.builder().build()), job, "of-" + job, time);
            next.restore(savepoint);
            next.write("after", RecordContexts.NO_TIMESTAMP);
            next.flush(true);
            FakeCommitRequest.commit(next.prepareCommit());
            next.close();
        }

        assertThat(visible()).hasSize(2).allSatisfy(file -> assertThat(file).hasContent("before\nafter\n"));
        assertThat(hidden()).singleElement().satisfies(file -> assertThat(file).hasContent("before\n"));
    }

    @Test
    void aFileThatWasCommittedAfterAnOldCheckpointIsLeftAsItIs() throws Exception {
        FileWriter<String, String> writer =
                writer(DefaultRollingPolicy.builder().build());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        List<BucketState<String>> old = copies(writer.snapshotState(1));
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        FakeCommitRequest.commit(writer.prepareCommit());
        writer.close();

        FileWriter<String, String> restored =
                writer(DefaultRollingPolicy.builder().build());
        restored.restore(old);
        restored.write("c", RecordContexts.NO_TIMESTAMP);
        restored.flush(true);
        FakeCommitRequest.commit(restored.prepareCommit());
        restored.close();

        assertThat(visible()).extracting(Files::readString).containsExactlyInAnyOrder("a\nb\n", "c\n");
    }

    @Test
    void aBucketAssignerWithoutSerializerIsNamedByTheFirstCheckpoint() {
        assertThatThrownBy(() -> new BucketStateSerializer<String>(null)
                        .serialize(new BucketState<>("b", Optional.empty(), List.of())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("getSerializer()");
    }

    @Test
    void whatAKilledWriterHasLeftIsFoundByItsJobAndNothingElseIs() throws Exception {
        FileWriter<String, String> killed =
                writer(DefaultRollingPolicy.builder().build());
        killed.write("a", RecordContexts.NO_TIMESTAMP);
        time.advance(Duration.ofHours(2));
        killed.write("in another bucket", RecordContexts.NO_TIMESTAMP);
        JobID other = new JobID(3, 4);
        FileWriter<String, String> running = new FileWriter<>(
                settings(output(), DefaultRollingPolicy.builder().build()), other, "w2", time);
        running.write("b", RecordContexts.NO_TIMESTAMP);
        Files.writeString(directory.resolve(".part-x.inprogress"), "of somebody else");
        assertThat(hidden()).hasSize(4);

        FileSink<String> sink = FileSink.forRowFormat(output(), new SimpleStringEncoder<String>())
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
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        time.advance(Duration.ofMinutes(4));
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        time.advance(Duration.ofMinutes(2));
        assertThat(writer.prepareCommit()).hasSize(1);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        time.advance(Duration.ofHours(1));
        writer.write("c", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        assertThat(writer.prepareCommit()).hasSize(2);
        writer.close();
    }

    /** A policy of a program: a file is complete at each checkpoint, and before an element that begins with a mark. */
    private static final class RollAtMark extends CheckpointRollingPolicy<String, String> {
        private final String mark;

        private RollAtMark(String mark) {
            this.mark = mark;
        }

        @Override
        public boolean shouldRollOnEvent(PartFileInfo<String> partFileState, String element) {
            return element.startsWith(mark);
        }

        @Override
        public boolean shouldRollOnProcessingTime(PartFileInfo<String> partFileState, long currentTime) {
            return false;
        }

        static final class Builder extends PolicyBuilder<String, String, Builder> {
            private String mark;

            Builder withMark(String given) {
                mark = given;
                return self();
            }

            @Override
            public RollAtMark build() {
                return new RollAtMark(mark);
            }
        }
    }

    @Test
    void aPolicyWithABuilderOfItsOwnRollsAtElementsAndAtCheckpoints() throws Exception {
        FileWriter<String, String> writer =
                writer(new RollAtMark.Builder().withMark("#").build());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        writer.write("#b", RecordContexts.NO_TIMESTAMP);
        writer.write("c", RecordContexts.NO_TIMESTAMP);
        writer.flush(false);
        FakeCommitRequest.commit(writer.prepareCommit());
        writer.close();

        assertThat(visible()).extracting(file -> Files.readString(file)).containsExactlyInAnyOrder("a\n", "#b\nc\n");
    }

    @Test
    void anOutputThatIsAFileIsNamed() throws Exception {
        java.nio.file.Path file = Files.writeString(directory.resolve("taken"), "x");
        FileWriter<String, String> writer = new FileWriter<>(
                settings(new Path(file.toUri()), DefaultRollingPolicy.builder().build()), JOB, "w1", time);
        assertThatThrownBy(() -> writer.write("a", RecordContexts.NO_TIMESTAMP))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't write to the output")
                .hasMessageContaining("taken");
    }

    private Path output() {
        return new Path(directory.toUri());
    }

    private FileWriter<String, String> writer(RollingPolicy<String, String> policy) {
        return new FileWriter<>(settings(output(), policy), JOB, "w" + ++writers, time);
    }

    private FileWriter<String, String> writer(BucketAssigner<String, String> assigner) {
        return new FileWriter<>(
                settings(output(), assigner, DefaultRollingPolicy.builder().build()), JOB, "w" + ++writers, time);
    }

    private static RollingPolicy<String, String> rollAtEachRecord() {
        return DefaultRollingPolicy.builder().withMaxPartSize(new MemorySize(1)).build();
    }

    private static BucketAssigner<String, String> assigner(SerializableFunction<String, String> buckets) {
        return new BucketAssigner<>() {
            @Override
            public String getBucketId(String element, Context context) {
                return buckets.apply(element);
            }

            @Override
            public SimpleVersionedSerializer<String> getSerializer() {
                return SimpleVersionedStringSerializer.INSTANCE;
            }
        };
    }

    /** As a checkpoint brings them back. */
    private static List<BucketState<String>> copies(List<BucketState<String>> states) throws IOException {
        BucketStateSerializer<String> serializer =
                new BucketStateSerializer<>(SimpleVersionedStringSerializer.INSTANCE);
        List<BucketState<String>> copies = new ArrayList<>();
        for (BucketState<String> state : states) {
            copies.add(serializer.deserialize(serializer.getVersion(), serializer.serialize(state)));
        }
        assertThat(copies).isEqualTo(states);
        return copies;
    }

    private static FileWriter.Settings<String, String> settings(Path path, RollingPolicy<String, String> policy) {
        return settings(path, new DateTimeBucketAssigner<>("yyyy-MM-dd--HH", ZoneOffset.UTC), policy);
    }

    private static FileWriter.Settings<String, String> settings(
            Path path, BucketAssigner<String, String> assigner, RollingPolicy<String, String> policy) {
        return new FileWriter.Settings<>(
                path,
                new PartFormat.Rows<>(new SimpleStringEncoder<>()),
                assigner,
                policy,
                OutputFileConfig.builder().build(),
                60_000,
                Optional.empty());
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
}
