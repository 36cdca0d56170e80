package dev.weft.connector.file.src;

import dev.weft.core.fs.Path;
import java.util.Collection;
import java.util.List;

/**
 * What the enumerator remembers: splits that nobody reads yet, and the files that it has seen.
 *
 * @param <SplitT> the kind of split
 */
public class PendingSplitsCheckpoint<SplitT extends FileSourceSplit> {

    private final List<SplitT> splits;
    private final List<Path> alreadyProcessedPaths;

    protected PendingSplitsCheckpoint(Collection<SplitT> splits, Collection<Path> alreadyProcessedPaths) {
        this.splits = List.copyOf(splits);
        this.alreadyProcessedPaths = List.copyOf(alreadyProcessedPaths);
    }

    public static <T extends FileSourceSplit> PendingSplitsCheckpoint<T> fromCollectionSnapshot(Collection<T> splits) {
        return new PendingSplitsCheckpoint<>(splits, List.of());
    }

    public static <T extends FileSourceSplit> PendingSplitsCheckpoint<T> fromCollectionSnapshot(
            Collection<T> splits, Collection<Path> alreadyProcessedPaths) {
        return new PendingSplitsCheckpoint<>(splits, alreadyProcessedPaths);
    }

    public Collection<SplitT> getSplits() {
        return splits;
    }

    public Collection<Path> getAlreadyProcessedPaths() {
        return alreadyProcessedPaths;
    }
}
