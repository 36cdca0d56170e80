package dev.weft.connector.file.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.api.common.JobID;
import dev.weft.api.common.serialization.SimpleStringEncoder;
import dev.weft.core.fs.FileStatus;
import dev.weft.core.fs.FileSystemKind;
import dev.weft.core.fs.Path;
import dev.weft.streaming.api.functions.sink.filesystem.OutputFileConfig;
import dev.weft.streaming.api.functions.sink.filesystem.bucketassigners.BasePathBucketAssigner;
import dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies.DefaultRollingPolicy;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** A write that fails may have been carried out, in part or whole: repeating it would double its bytes. */
class FailedWriteTest {

    private static final JobID JOB = new JobID(1, 2);

    private final ForgetfulFileSystem files = new ForgetfulFileSystem(FileSystemKind.FILE_SYSTEM, false, new Random(1));
    private final Path output;
    private int writers;

    FailedWriteTest(TestInfo test) {
        String name = test.getTestMethod().orElseThrow().getName().toLowerCase(Locale.ROOT);
        output = new Path(ForgetfulFileSystemFactory.register(name, files), "out");
    }

    @Test
    void aWriterWhoseSnapshotHasFailedFailsAtTheNextCheckpoint() throws Exception {
        FileWriter<String, String> writer = writer(List.of());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        files.loseAnswerToNextWrite();
        assertThatThrownBy(() -> writer.snapshotState(1)).hasMessageContaining("the answer to a write is lost");

        assertThatThrownBy(() -> writer.flush(false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/out/.part-")
                .hasMessageContaining("the answer to a write is lost");
    }

    @Test
    void aFileWhoseWriteHasFailedTakesNoMoreRecords() throws Exception {
        FileWriter<String, String> writer = writer(List.of());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        files.loseAnswerToNextWrite();
        assertThatThrownBy(() -> writer.snapshotState(1)).isInstanceOf(IOException.class);

        assertThatThrownBy(() -> writer.write("b", RecordContexts.NO_TIMESTAMP)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.flush(true)).isInstanceOf(IOException.class);
    }

    @Test
    void aWriterThatIsRestoredAfterAFailedWriteWritesEachRecordOnce() throws Exception {
        FileWriter<String, String> writer = writer(List.of());
        writer.write("a", RecordContexts.NO_TIMESTAMP);
        List<BucketState<String>> complete = writer.snapshotState(1);
        writer.write("b", RecordContexts.NO_TIMESTAMP);
        files.loseAnswerToNextWrite();
        assertThatThrownBy(() -> writer.snapshotState(2)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> writer.flush(false)).isInstanceOf(IOException.class);

        FileWriter<String, String> restored = writer(complete);
        restored.write("b", RecordContexts.NO_TIMESTAMP);
        restored.flush(true);
        FakeCommitRequest.commit(restored.prepareCommit());
        restored.close();

        assertThat(files.listStatus(output))
                .filteredOn(file -> !file.getPath().getName().startsWith("."))
                .extracting(FileStatus::getLen)
                .containsExactly(4L);
    }

    private FileWriter<String, String> writer(Collection<BucketState<String>> restored) throws IOException {
        FileWriter<String, String> writer = new FileWriter<>(
                new FileWriter.Settings<>(
                        output,
                        new PartFormat.Rows<>(new SimpleStringEncoder<>()),
                        new BasePathBucketAssigner<>(),
                        DefaultRollingPolicy.builder().build(),
                        OutputFileConfig.builder().build(),
                        60_000,
                        Optional.empty()),
                JOB,
                "w" + writers++,
                new ManualProcessingTime());
        writer.restore(restored);
        return writer;
    }
}
