package dev.weft.api.connector.source.lib;

import dev.weft.api.common.eventtime.Watermark;
import dev.weft.api.connector.source.ReaderInfo;
import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.Source;
import dev.weft.api.connector.source.SourceEvent;
import dev.weft.api.connector.source.SourceOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderFactory;
import dev.weft.api.connector.source.SourceSplit;
import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SplitsAssignment;
import dev.weft.core.io.InputStatus;
import dev.weft.metrics.groups.SplitEnumeratorMetricGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/** Runs a source in the calling thread: an enumerator and readers that poll in turn. */
public final class SourceRun<T, SplitT extends SourceSplit> {
    private final SplitEnumerator<SplitT, ?> enumerator;
    private final List<SourceReader<T, SplitT>> readers = new ArrayList<>();
    private final List<T> emitted = new ArrayList<>();

    private SourceRun(Source<?, SplitT, ?> source, SourceReaderFactory<T, SplitT> maker, int parallelism)
            throws Exception {
        this.enumerator = source.createEnumerator(new FakeEnumeratorContext(parallelism));
        for (int i = 0; i < parallelism; i++) {
            int index = i;
            readers.add(maker.createReader(new FakeReaderContext(
                    index,
                    parallelism,
                    () -> enumerator.handleSplitRequest(index, "localhost"),
                    event -> enumerator.handleSourceEvent(index, event))));
        }
        enumerator.start();
        for (SourceReader<T, SplitT> reader : readers) {
            reader.start();
        }
    }

    public static <T, SplitT extends SourceSplit> SourceRun<T, SplitT> of(Source<T, SplitT, ?> source, int parallelism)
            throws Exception {
        return new SourceRun<>(source, source, parallelism);
    }

    /** Other readers read the splits of a source. */
    public static <T, SplitT extends SourceSplit> SourceRun<T, SplitT> of(
            Source<?, SplitT, ?> splits, SourceReaderFactory<T, SplitT> readers, int parallelism) throws Exception {
        return new SourceRun<>(splits, readers, parallelism);
    }

    public SplitEnumerator<SplitT, ?> enumerator() {
        return enumerator;
    }

    public SourceReader<T, SplitT> reader() {
        return readers.get(0);
    }

    public List<T> readAll() throws Exception {
        List<SourceReader<T, SplitT>> open = new ArrayList<>(readers);
        while (!open.isEmpty()) {
            for (SourceReader<T, SplitT> reader : List.copyOf(open)) {
                if (poll(reader) == InputStatus.END_OF_INPUT) {
                    open.remove(reader);
                }
            }
        }
        return emitted;
    }

    public void read(int elements) throws Exception {
        while (emitted.size() < elements) {
            poll(readers.get(0));
        }
    }

    private InputStatus poll(SourceReader<T, SplitT> reader) throws Exception {
        InputStatus status = reader.pollNext(new ListOutput());
        if (status == InputStatus.NOTHING_AVAILABLE) {
            reader.isAvailable().get(10, TimeUnit.SECONDS);
        }
        return status;
    }

    private final class FakeEnumeratorContext implements SplitEnumeratorContext<SplitT> {
        private final int parallelism;

        FakeEnumeratorContext(int parallelism) {
            this.parallelism = parallelism;
        }

        @Override
        public SplitEnumeratorMetricGroup metricGroup() {
            throw new UnsupportedOperationException("no metrics here");
        }

        @Override
        public void sendEventToSourceReader(int subtaskId, SourceEvent event) {
            readers.get(subtaskId).handleSourceEvents(event);
        }

        @Override
        public int currentParallelism() {
            return parallelism;
        }

        @Override
        public Map<Integer, ReaderInfo> registeredReaders() {
            return Map.of();
        }

        @Override
        public void assignSplits(SplitsAssignment<SplitT> assignment) {
            assignment
                    .assignment()
                    .forEach((subtask, splits) -> readers.get(subtask).addSplits(splits));
        }

        @Override
        public void signalNoMoreSplits(int subtask) {
            readers.get(subtask).notifyNoMoreSplits();
        }

        @Override
        public <R> void callAsync(Callable<R> callable, BiConsumer<R, Throwable> handler) {
            throw new UnsupportedOperationException("nothing asynchronous here");
        }

        @Override
        public <R> void callAsync(
                Callable<R> callable, BiConsumer<R, Throwable> handler, long initialDelay, long period) {
            throw new UnsupportedOperationException("nothing asynchronous here");
        }

        @Override
        public void runInCoordinatorThread(Runnable runnable) {
            runnable.run();
        }
    }

    private final class ListOutput implements ReaderOutput<T> {
        @Override
        public void collect(T element) {
            emitted.add(element);
        }

        @Override
        public void collect(T element, long timestamp) {
            emitted.add(element);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<T> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }
}
