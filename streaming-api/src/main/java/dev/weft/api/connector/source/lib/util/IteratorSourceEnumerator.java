package dev.weft.api.connector.source.lib.util;

import dev.weft.api.connector.source.SplitEnumerator;
import dev.weft.api.connector.source.SplitEnumeratorContext;
import dev.weft.api.connector.source.SupportsBatchSnapshot;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Queue;

/** Hands out a fixed set of splits, one for each request. */
public class IteratorSourceEnumerator<SplitT extends IteratorSourceSplit<?, ?>>
        implements SplitEnumerator<SplitT, Collection<SplitT>>, SupportsBatchSnapshot {
    private final SplitEnumeratorContext<SplitT> context;
    private final Queue<SplitT> remainingSplits;

    /** @param splits all splits, handed out in this order */
    public IteratorSourceEnumerator(SplitEnumeratorContext<SplitT> context, Collection<SplitT> splits) {
        this.context = Objects.requireNonNull(context, "context");
        this.remainingSplits = new ArrayDeque<>(splits);
    }

    @Override
    public void start() {}

    @Override
    public void handleSplitRequest(int subtaskId, String requesterHostname) {
        SplitT split = remainingSplits.poll();
        if (split == null) {
            context.signalNoMoreSplits(subtaskId);
        } else {
            context.assignSplit(split, subtaskId);
        }
    }

    @Override
    public void addSplitsBack(List<SplitT> splits, int subtaskId) {
        remainingSplits.addAll(splits);
    }

    @Override
    public void addReader(int subtaskId) {
        // readers ask for splits themselves
    }

    @Override
    public Collection<SplitT> snapshotState(long checkpointId) throws Exception {
        return List.copyOf(remainingSplits);
    }

    @Override
    public void close() {}
}
