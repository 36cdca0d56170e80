package dev.weft.connector.file.src.impl;

import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.connector.file.src.FileSourceSplit;
import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** The coordinator of an enumerator that runs in a test: runs slow calls when told; two readers have registered. */
final class ManualEnumeratorContext<SplitT extends FileSourceSplit> implements SplitEnumeratorContext<SplitT> {

    final List<Runnable> slowCalls = new ArrayList<>();

    /** What readers were sent, as {@code subtask: file}. */
    final List<String> sent = new ArrayList<>();

    final List<SplitT> splits = new ArrayList<>();

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
    public void assignSplits(SplitsAssignment<SplitT> assignment) {
        assignment
                .assignment()
                .forEach((subtask, assigned) -> assigned.forEach(split -> {
                    sent.add(subtask + ": " + split.path().getName());
                    splits.add(split);
                }));
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
