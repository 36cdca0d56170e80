package dev.weft.api.connector.source.lib.util;

import dev.weft.api.connector.source.ReaderOutput;
import dev.weft.api.connector.source.SourceReader;
import dev.weft.api.connector.source.SourceReaderContext;
import dev.weft.core.io.InputStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * Reads splits one after another, each by its iterator, on the task's thread. The reader pulls: it asks for a split when it
 * starts with none, and for the next one when it ends its last. A subclass says what becomes of an element, and may follow
 * the reader's life through the protected methods.
 *
 * @param <E> what the iterators give
 * @param <O> what is emitted
 * @param <IterT> the iterators
 * @param <SplitT> the splits
 */
@SuppressWarnings("try") // closing may be interrupted
public abstract class IteratorSourceReaderBase<
                E, O, IterT extends Iterator<E>, SplitT extends IteratorSourceSplit<E, IterT>>
        implements SourceReader<O, SplitT> {
    /** Done when polling makes sense; replaced by a new one each time the reader runs dry. */
    protected CompletableFuture<Void> availability = new CompletableFuture<>();

    /** The rest of {@link #currentSplit}; null between two splits. */
    protected IterT iterator;

    /** The split that is being read; null between two splits. */
    protected SplitT currentSplit;

    private final SourceReaderContext task;

    /** Given to this reader and not begun, in order of arrival. */
    private final Deque<SplitT> backlog = new ArrayDeque<>();

    /** The enumerator has said that nothing will be added to the backlog. */
    private boolean backlogIsLast;

    /** @param context the reader's task, with which splits are asked for */
    public IteratorSourceReaderBase(SourceReaderContext context) {
        this.task = Objects.requireNonNull(context, "context");
    }

    /** Asks for the first split, unless a checkpoint brought some back; then calls {@link #start(SourceReaderContext)}. */
    @Override
    public void start() {
        if (currentSplit == null) {
            askForMore();
        }
        start(task);
    }

    /**
     * Called once before the first poll, to prepare what a subclass needs. Does nothing by default; the first split was asked
     * for already.
     */
    protected void start(SourceReaderContext readerContext) {}

    private void askForMore() {
        if (backlog.isEmpty() && !backlogIsLast) {
            task.sendSplitRequest();
        }
    }

    /** Emits one element, or moves on to the next split and emits nothing. */
    @Override
    public InputStatus pollNext(ReaderOutput<O> output) {
        IterT rest = iterator;
        if (rest != null && rest.hasNext()) {
            output.collect(convert(rest.next()));
            return InputStatus.MORE_AVAILABLE;
        }
        return moveOn();
    }

    private InputStatus moveOn() {
        if (iterator != null) {
            finishSplit();
        }
        return tryMoveToNextSplit();
    }

    /** What is emitted for an element of a split; called once for each, in order, on the task's thread. */
    protected abstract O convert(E value);

    /**
     * Called when the current split has no more elements. Forgets it, and asks for another if none is waiting: the request is
     * under way while the reader finds out that it has nothing to do.
     */
    protected void finishSplit() {
        currentSplit = null;
        iterator = null;
        askForMore();
    }

    /**
     * Begins the split that waits longest.
     *
     * @return {@code MORE_AVAILABLE} when there was one, {@code END_OF_INPUT} when none is left and none will come, else {@code
     *     NOTHING_AVAILABLE}
     */
    protected InputStatus tryMoveToNextSplit() {
        if (!backlog.isEmpty()) {
            currentSplit = backlog.remove();
            iterator = currentSplit.getIterator();
            return InputStatus.MORE_AVAILABLE;
        }
        if (backlogIsLast) {
            return InputStatus.END_OF_INPUT;
        }
        if (availability.isDone()) {
            availability = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    /** Done when {@link #pollNext} has something to do. */
    @Override
    public CompletableFuture<Void> isAvailable() {
        return availability;
    }

    /** Puts the splits behind those that wait. */
    @Override
    public void addSplits(List<SplitT> splits) {
        backlog.addAll(splits);
        availability.complete(null);
    }

    /** The reader ends when it has read what it has. */
    @Override
    public void notifyNoMoreSplits() {
        backlogIsLast = true;
        availability.complete(null);
    }

    /** The rest of the current split, if it has one, then the splits that wait. */
    @Override
    public List<SplitT> snapshotState(long checkpointId) {
        List<SplitT> unread = new ArrayList<>(backlog.size() + 1);
        if (iterator != null && iterator.hasNext()) {
            unread.add(restOfCurrentSplit());
        }
        unread.addAll(backlog);
        return unread;
    }

    @SuppressWarnings("unchecked") // an updated split is of the class of the split that made it
    private SplitT restOfCurrentSplit() {
        return (SplitT) currentSplit.getUpdatedSplitForIterator(iterator);
    }

    /** Does nothing by default. */
    @Override
    public void close() throws Exception {}
}
