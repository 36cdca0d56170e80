package dev.weft.connector.file.src.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.FileSourceSplitSerializer;
import dev.weft.connector.file.src.PendingSplitsCheckpoint;
import dev.weft.connector.file.src.PendingSplitsCheckpointSerializer;
import dev.weft.connector.file.src.assigners.SimpleSplitAssigner;
import dev.weft.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import dev.weft.core.fs.Path;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceEnumeratorTest {

    @TempDir
    java.nio.file.Path directory;

    private final ManualEnumeratorContext<FileSourceSplit> context = new ManualEnumeratorContext<>();

    private FileSourceEnumerator enumerator(PendingSplitsCheckpoint<FileSourceSplit> checkpoint) throws IOException {
        PendingSplitsCheckpointSerializer<FileSourceSplit> serializer =
                new PendingSplitsCheckpointSerializer<>(FileSourceSplitSerializer.INSTANCE);
        FileSourceEnumerator enumerator = new FileSourceEnumerator(
                context,
                new FileSourceEnumerator.Settings(new Path[] {new Path(directory.toUri())}, null),
                new NonSplittingRecursiveEnumerator(),
                SimpleSplitAssigner::new,
                serializer.deserialize(serializer.getVersion(), serializer.serialize(checkpoint)));
        enumerator.start();
        return enumerator;
    }

    private static PendingSplitsCheckpoint<FileSourceSplit> none() {
        return PendingSplitsCheckpoint.fromCollectionSnapshot(List.of());
    }

    @Test
    void aCheckpointBeforeTheFilesWereListedLosesNone() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "a");
        FileSourceEnumerator first = enumerator(none());
        PendingSplitsCheckpoint<FileSourceSplit> early = first.snapshotState(1);
        context.slowCalls.clear();

        FileSourceEnumerator second = enumerator(early);
        second.handleSplitRequest(0, "host");
        context.runSlowCalls();

        assertThat(context.sent).containsExactly("0: a.txt");
    }

    @Test
    void aCheckpointAfterTheFilesWereListedListsNoneAgain() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "a");
        Files.writeString(directory.resolve("b.txt"), "b");
        FileSourceEnumerator first = enumerator(none());
        context.runSlowCalls();
        first.handleSplitRequest(0, "host");
        PendingSplitsCheckpoint<FileSourceSplit> checkpoint = first.snapshotState(1);
        Files.writeString(directory.resolve("c.txt"), "c");
        context.sent.clear();

        FileSourceEnumerator second = enumerator(checkpoint);
        second.handleSplitRequest(0, "host");
        second.handleSplitRequest(0, "host");

        assertThat(context.slowCalls).isEmpty();
        assertThat(context.sent).containsExactly("0: b.txt", "0: end");
    }

    @Test
    void theRequestOfAReaderThatFailedIsNotAnswered() throws Exception {
        Files.writeString(directory.resolve("a.txt"), "a");
        FileSourceEnumerator enumerator = enumerator(none());
        enumerator.handleSplitRequest(0, "host");
        enumerator.addSplitsBack(List.of(), 0);
        enumerator.handleSplitRequest(1, "host");
        context.runSlowCalls();

        assertThat(context.sent).containsExactly("1: a.txt");
    }
}
