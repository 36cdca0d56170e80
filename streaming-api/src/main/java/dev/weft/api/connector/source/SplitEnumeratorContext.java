package dev.weft.api.connector.source;

import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** An enumerator's view of its readers, and its way to do slow work. Safe to be called from any thread. */
public interface SplitEnumeratorContext<SplitT extends SourceSplit> {
    SplitEnumeratorMetricGroup metricGroup();

    void sendEventToSourceReader(int subtaskId, SourceEvent event);

    default void sendEventToSourceReader(int subtaskId, int attemptNumber, SourceEvent event) {
        throw new UnsupportedOperationException("this context cannot address a single attempt of a reader");
    }

    int currentParallelism();

    /** The readers that registered so far, by subtask. */
    Map<Integer, ReaderInfo> registeredReaders();

    default Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
        throw new UnsupportedOperationException("this context does not know single attempts of readers");
    }

    void assignSplits(SplitsAssignment<SplitT> newSplitAssignments);

    default void assignSplit(SplitT split, int subtask) {
        assignSplits(new SplitsAssignment<>(split, subtask));
    }

    /** The reader gets no further splits. */
    void signalNoMoreSplits(int subtask);

    /** Runs the callable on a worker thread and the handler, with its result or its failure, on the enumerator's. */
    <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler);

    /** The same over and over; delays in milliseconds. */
    <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period);

    void runInCoordinatorThread(Runnable runnable);

    default void setIsProcessingBacklog(boolean isProcessingBacklog) {}
}
