package dev.weft.api.connector.source;

import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** An enumerator's view of its readers, and its way to do slow work. Safe to be called from any thread. */
public interface SplitEnumeratorContext<SplitT extends SourceSplit> {
    /** The metrics of this enumerator. */
    SplitEnumeratorMetricGroup metricGroup();

    /**
     * Sends a message to a reader, which gets it in {@link SourceReader#handleSourceEvents}. The event must be
     * serializable.
     *
     * @throws IllegalArgumentException when the reader has not registered
     */
    void sendEventToSourceReader(int subtaskId, SourceEvent event);

    /**
     * Sends a message to one of several simultaneous attempts of a reader. Not supported: there is one attempt at a time.
     */
    default void sendEventToSourceReader(int subtaskId, int attemptNumber, SourceEvent event) {
        throw new UnsupportedOperationException("this context cannot address a single attempt of a reader");
    }

    /** How many readers the source has. */
    int currentParallelism();

    /** The readers that registered so far, by subtask. */
    Map<Integer, ReaderInfo> registeredReaders();

    /** The readers by subtask and attempt. Not supported: there is one attempt at a time. */
    default Map<Integer, Map<Integer, ReaderInfo>> registeredReadersOfAttempts() {
        throw new UnsupportedOperationException("this context does not know single attempts of readers");
    }

    /**
     * Gives splits to readers. They arrive in the order of these calls.
     *
     * @throws IllegalArgumentException when one of the readers has not registered
     */
    void assignSplits(SplitsAssignment<SplitT> newSplitAssignments);

    /**
     * Gives one split to one reader.
     *
     * @throws IllegalArgumentException when the reader has not registered
     */
    default void assignSplit(SplitT split, int subtask) {
        assignSplits(new SplitsAssignment<>(split, subtask));
    }

    /**
     * The reader gets no further splits: it ends when it has read those that it has. Without this signal the reader of a
     * bounded source waits for ever.
     *
     * @throws IllegalArgumentException when the reader has not registered
     */
    void signalNoMoreSplits(int subtask);

    /**
     * Runs slow work once. The calls of one enumerator run one after another, but beside the enumerator: they must not
     * touch its fields.
     *
     * @param callable runs on a worker thread
     * @param handler gets the result or the failure, the other one null, on the enumerator's thread; what it throws fails
     *     the job
     */
    <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler);

    /**
     * Runs slow work again and again until the enumerator is closed. A call begins a period after the handler of the last
     * one has returned.
     *
     * @param initialDelay until the first call, in milliseconds
     * @param period from the end of one to the next, in milliseconds
     */
    <T> void callAsync(Callable<T> callable, BiConsumer<T, Throwable> handler, long initialDelay, long period);

    /** Runs an action on the enumerator's thread, after what that does now. What it throws fails the job. */
    void runInCoordinatorThread(Runnable runnable);

    /** Says whether what is read now is old data that came before the job. Has no effect. */
    default void setIsProcessingBacklog(boolean isProcessingBacklog) {}
}
