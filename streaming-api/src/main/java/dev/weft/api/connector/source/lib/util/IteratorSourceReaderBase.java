package dev.weft.api.connector.source.lib.util;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.core.io.InputStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/**
 * Reads splits one after another with their iterators, and asks for one when it has none. For the task's thread.
 *
 * @param <E> what the iterators give
 * @param <O> what is emitted
 */
@SuppressWarnings("try") // closing may be interrupted
public abstract class IteratorSourceReaderBase<
                E, O, IterT extends Iterator<E>, SplitT extends IteratorSourceSplit<E, IterT>>
        implements SourceReader<O, SplitT> {
    protected CompletableFuture<Void> availability = new CompletableFuture<>();
    protected IterT iterator;
    protected SplitT currentSplit;

    private final SourceReaderContext context;
    private final Queue<SplitT> remainingSplits = new ArrayDeque<>();
    private boolean noMoreSplits;

    public IteratorSourceReaderBase(SourceReaderContext context) {
        this.context = Objects.requireNonNull(context, "context");
    }

    @Override
    public void start() {
        if (remainingSplits.isEmpty() && currentSplit == null) {
            start(context);
        }
    }

    /** Asks for the first split. */
    protected void start(SourceReaderContext readerContext) {
        readerContext.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<O> output) {
        if (iterator != null) {
            if (iterator.hasNext()) {
                output.collect(convert(iterator.next()));
                return InputStatus.MORE_AVAILABLE;
            }
            finishSplit();
        }
        return tryMoveToNextSplit();
    }

    protected abstract O convert(E value);

    protected void finishSplit() {
        iterator = null;
        currentSplit = null;
        // asked for ahead of time, so that the next split is there when this reader comes back
        if (remainingSplits.isEmpty() && !noMoreSplits) {
            context.sendSplitRequest();
        }
    }

    protected InputStatus tryMoveToNextSplit() {
        currentSplit = remainingSplits.poll();
        if (currentSplit != null) {
            iterator = currentSplit.getIterator();
            return InputStatus.MORE_AVAILABLE;
        }
        if (noMoreSplits) {
            return InputStatus.END_OF_INPUT;
        }
        if (availability.isDone()) {
            availability = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return availability;
    }

    @Override
    public void addSplits(List<SplitT> splits) {
        remainingSplits.addAll(splits);
        availability.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        availability.complete(null);
    }

    @Override
    @SuppressWarnings("unchecked") // an updated split is of the class of the split that made it
    public List<SplitT> snapshotState(long checkpointId) {
        List<SplitT> splits = new ArrayList<>();
        if (iterator != null && iterator.hasNext()) {
            splits.add((SplitT) currentSplit.getUpdatedSplitForIterator(iterator));
        }
        splits.addAll(remainingSplits);
        return splits;
    }

    @Override
    public void close() throws Exception {}
}
