package dev.weft.connector.file.src.assigners;

import dev.weft.connector.file.src.FileSourceSplit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Assigns splits in order, regardless of where they are stored. */
public class SimpleSplitAssigner implements FileSplitAssigner {

    private final ArrayDeque<FileSourceSplit> splits;

    /** @param splits the first splits, in the order in which they are given */
    public SimpleSplitAssigner(Collection<FileSourceSplit> splits) {
        this.splits = new ArrayDeque<>(splits);
    }

    @Override
    public Optional<FileSourceSplit> getNext(String hostname) {
        return Optional.ofNullable(splits.poll());
    }

    @Override
    public void addSplits(Collection<FileSourceSplit> newSplits) {
        splits.addAll(newSplits);
    }

    @Override
    public Collection<FileSourceSplit> remainingSplits() {
        return List.copyOf(splits);
    }

    @Override
    public String toString() {
        return splits.size() + " splits";
    }
}
