package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.connector.file.sink.compactor.ConcatFileCompactor;
import dev.weft.connector.file.sink.compactor.DecoderBasedReader;
import dev.weft.connector.file.sink.compactor.FileCompactStrategy;
import dev.weft.connector.file.sink.compactor.FileCompactor;
import dev.weft.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import dev.weft.connector.file.sink.compactor.RecordWiseFileCompactor;
import dev.weft.connector.file.sink.compactor.SimpleStringDecoder;
import dev.weft.connector.file.sink.compactor.StreamFormatReader;
import dev.weft.connector.file.src.reader.TextLineInputFormat;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CompactionTest {

    private static final JobID JOB = new JobID(1, 2);

    @TempDir
    java.nio.file.Path directory;

    private final ManualThreads threads = new ManualThreads();
    private int writers;

    private static Stream<FileCompactor> compactors() {
        return Stream.of(
                new ConcatFileCompactor(),
                new RecordWiseFileCompactor<>(new DecoderBasedReader.Factory<>(SimpleStringDecoder::new)),
                new RecordWiseFileCompactor<>(new StreamFormatReader.Factory<>(new TextLineInputFormat())));
    }

    @ParameterizedTest
    @MethodSource("compactors")
    void theFilesOfSoManyCheckpointsBecomeOneAndAreRemoved(FileCompactor compactor) throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(3), compactor);
        assertThat(checkpoint(writer, "a")).isEmpty();
        assertThat(checkpoint(writer, "b")).isEmpty();
        List<FileSinkCommittable> files = checkpoint(writer, "c");

        FakeCommitRequest.commit(files);
        writer.close();

        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\nb\nc\n"));
        assertThat(hidden()).isEmpty();
    }

    @Test
    void aDelimiterStandsBetweenTwoFiles() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer =
                writer(JOB, onCheckpoint(2), new ConcatFileCompactor("--\n".getBytes("UTF-8")));
        checkpoint(writer, "a");
        FakeCommitRequest.commit(checkpoint(writer, "b"));
        writer.close();

        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\n--\nb\n"));
    }

    @Test
    void filesAreCompactedAtASizeWithoutWaitingForTheNextCheckpoint() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(
                JOB,
                FileCompactStrategy.Builder.newBuilder().setSizeThreshold(4).build(),
                new ConcatFileCompactor());
        assertThat(checkpoint(writer, "a")).isEmpty();
        FakeCommitRequest.commit(checkpoint(writer, "b"));
        writer.close();

        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\nb\n"));
    }

    @Test
    void checkpointsDoNotWaitForACompactionAndNameTheFilesThatItReads() throws Exception {
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(2), new ConcatFileCompactor());
        checkpoint(writer, "a");
        assertThat(checkpoint(writer, "b")).isEmpty();
        assertThat(writer.snapshotState(2))
                .singleElement()
                .satisfies(state -> assertThat(state.closed()).hasSize(2));

        threads.runAll();
        assertThat(writer.prepareCommit()).hasSize(1);
        assertThat(writer.snapshotState(3)).isEmpty();
        writer.close();
    }

    /** FLINK-34117 */
    @Test
    void theEndOfTheInputCompactsWhatThereIs() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(100), new ConcatFileCompactor());
        checkpoint(writer, "a");
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        writer.flush(true);
        FakeCommitRequest.commit(writer.prepareCommit());
        writer.close();

        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\nb\n"));
        assertThat(hidden()).isEmpty();
    }

    @Test
    void aSingleFileIsHandedOverAsItIs() throws Exception {
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(1), new ConcatFileCompactor());
        FakeCommitRequest.commit(checkpoint(writer, "a"));
        writer.close();
        assertThat(visible()).singleElement().satisfies(file -> assertThat(file).hasContent("a\n"));
    }

    @Test
    void filesThatHaveBecomeVisibleCompactedAreNotWrittenAgainFromAnOlderSavepoint() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(3), new ConcatFileCompactor());
        checkpoint(writer, "a");
        checkpoint(writer, "b");
        List<BucketState<String>> savepoint = writer.snapshotState(2);
        FakeCommitRequest.commit(checkpoint(writer, "c"));
        writer.close();

        FileWriter<String, String> restored = writer(new JobID(3, 4), onCheckpoint(3), new ConcatFileCompactor());
        restored.restore(savepoint);
        FakeCommitRequest.commit(checkpoint(restored, "d"));
        restored.flush(true);
        FakeCommitRequest.commit(restored.prepareCommit());
        restored.close();

        assertThat(visible()).extracting(Files::readString).containsExactlyInAnyOrder("a\nb\nc\n", "d\n");
    }

    @Test
    void aSavepointWhoseFilesWereCompactedByAnotherJobCanBeStartedFromAgain() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(3), new ConcatFileCompactor());
        checkpoint(writer, "a");
        checkpoint(writer, "b");
        List<BucketState<String>> savepoint = writer.snapshotState(2);

        for (int run = 0; run < 2; run++) {
            FileWriter<String, String> next = writer(new JobID(3, run), onCheckpoint(3), new ConcatFileCompactor());
            next.restore(savepoint);
            next.flush(true);
            FakeCommitRequest.commit(next.prepareCommit());
            next.close();
        }

        assertThat(visible()).extracting(Files::readString).containsExactly("a\nb\n", "a\nb\n");
    }

    @Test
    void withoutCompactionFilesThatWereSetAsideBecomeVisibleOneByOne() throws Exception {
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(3), new ConcatFileCompactor());
        checkpoint(writer, "a");
        checkpoint(writer, "b");
        List<BucketState<String>> states = writer.snapshotState(2);
        writer.close();

        FileWriter<String, String> restored = new FileWriter<>(settings(Optional.empty()), JOB, "plain", clock());
        restored.restore(states);
        restored.flush(false);
        FakeCommitRequest.commit(restored.prepareCommit());
        restored.close();

        assertThat(visible()).extracting(Files::readString).containsExactlyInAnyOrder("a\n", "b\n");
        assertThat(hidden()).isEmpty();
    }

    @Test
    void aFailedCompactionFailsTheTaskAndLeavesTheFiles() throws Exception {
        threads.atOnce();
        FileWriter<String, String> writer = writer(JOB, onCheckpoint(2), new FailingCompactor());
        checkpoint(writer, "a");
        writer.snapshotState(1);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        writer.flush(false);
        writer.snapshotState(2);

        assertThatThrownBy(writer::prepareCommit)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("can't compact the files of")
                .hasMessageContaining("no space left");
        writer.close();

        assertThat(hidden()).extracting(Files::readString).containsExactlyInAnyOrder("a\n", "b\n");
    }

    @Test
    void aStrategyWithoutAnyConditionIsRefused() {
        assertThatThrownBy(() -> FileCompactStrategy.Builder.newBuilder().build())
                .hasMessageContaining("enableCompactionOnCheckpoint or setSizeThreshold");
        assertThatThrownBy(() -> FileCompactStrategy.Builder.newBuilder().setSizeThreshold(0))
                .hasMessageContaining("must be > 0 bytes, not 0");
    }

    /** Writes an element into a file of its own and takes a checkpoint. */
    private static List<FileSinkCommittable> checkpoint(FileWriter<String, String> writer, String element)
            throws Exception {
        writer.write(element, RecordContexts.NO_TIMESTAMP);
        writer.flush(false);
        return List.copyOf(writer.prepareCommit());
    }

    private static FileCompactStrategy onCheckpoint(int checkpoints) {
        return FileCompactStrategy.Builder.newBuilder()
                .enableCompactionOnCheckpoint(checkpoints)
                .build();
    }

    private FileWriter<String, String> writer(JobID job, FileCompactStrategy strategy, FileCompactor compactor) {
        return new FileWriter<>(
                settings(Optional.of(new FileWriter.CompactionSettings(strategy, compactor, number -> threads))),
                job,
                "w" + ++writers,
                clock());
    }

    private static ManualProcessingTime clock() {
        return new ManualProcessingTime();
    }

    private FileWriter.Settings<String, String> settings(Optional<FileWriter.CompactionSettings> compaction) {
        return new FileWriter.Settings<>(
                new Path(directory.toUri()),
                new PartFormat.Rows<>(new SimpleStringEncoder<>()),
                new BasePathBucketAssigner<>(),
                OnCheckpointRollingPolicy.build(),
                OutputFileConfig.builder().build(),
                60_000,
                compaction);
    }

    private List<java.nio.file.Path> visible() throws IOException {
        return files().filter(file -> !file.getFileName().toString().startsWith("."))
                .toList();
    }

    private List<java.nio.file.Path> hidden() throws IOException {
        return files().filter(file -> file.getFileName().toString().startsWith(".")
                        && !file.getFileName().toString().endsWith(".crc"))
                .toList();
    }

    private Stream<java.nio.file.Path> files() throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(directory)) {
            return all.filter(Files::isRegularFile).toList().stream();
        }
    }

    private static final class FailingCompactor extends OutputStreamBasedFileCompactor {

        private static final long serialVersionUID = 1L;

        @Override
        protected void doCompact(List<Path> inputFiles, OutputStream outputStream) throws IOException {
            throw new IOException("no space left");
        }
    }
}
