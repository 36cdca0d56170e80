package dev.weft.connector.file.src.impl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.connector.file.src.PendingSplitsCheckpoint;
import dev.weft.connector.file.src.PendingSplitsCheckpointSerializer;
import dev.weft.connector.file.src.assigners.SimpleSplitAssigner;
import dev.weft.connector.file.src.enumerate.NonSplittingRecursiveEnumerator;
import dev.weft.core.fs.Path;
import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSourceEnumeratorTest {

    @TempDir
    java.nio.file.Path directory;

    private final ManualContext context = new ManualContext();

    private FileSourceEnumerator enumerator(PendingSplitsCheckpoint<FileSourceSplit> checkpoint) throws IOException {
        PendingSplitsCheckpointSerializer serializer = PendingSplitsCheckpointSerializer.INSTANCE;
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

    /** Runs slow calls when told; two readers have registered. */
    private static final class ManualContext implements SplitEnumeratorContext<FileSourceSplit> {

        private final List<Runnable> slowCalls = new ArrayList<>();
        private final List<String> sent = new ArrayList<>();

        void runSlowCalls() {
            List<Runnable> now = List.copyOf(slowCalls);
            slowCalls.clear();
            now.forEach(Runnable::run);
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException("no metrics here");
        }

        @Override
        public void sendEventToSourceReader(int subtask, SourceEvent event) {
            throw new UnsupportedOperationException("file sources send no events");
        }

        @Override
        public int currentParallelism() {
            return 2;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return Map.of(0, new ReaderInfo(0, "host"), 1, new ReaderInfo(1, "host"));
        }

        @Override
        public void assignSplits(SplitsAssignment<FileSourceSplit> assignment) {
            assignment
                    .assignment()
                    .forEach((subtask, splits) -> splits.forEach(
                            split -> sent.add(subtask + ": " + split.path().getName())));
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            sent.add(subtask + ": end");
        }

        @Override
        public <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler) {
            slowCalls.add(() -> {
                T result;
                try {
                    result = callable.call();
                } catch (Exception failure) {
                    handler.accept(null, failure);
                    return;
                }
                handler.accept(result, null);
            });
        }

        @Override
        public <T> void callAsync(
                Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelayMs, long periodMs) {
            callAsync(callable, handler);
        }

        @Override
        public void runInCoordinatorThread(Runnable action) {
            action.run();
        }
    }
}
