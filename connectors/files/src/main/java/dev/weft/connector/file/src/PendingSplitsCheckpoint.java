package dev.weft.connector.file.src;

import dev.weft.core.fs.Path;
import java.util.Collection;
import java.util.List;

/**
 * Checkpointed state of a file source's enumerator: splits that are not assigned, and the files that it has found.
 *
 * @param <SplitT> the kind of split
 */
public class PendingSplitsCheckpoint<SplitT extends FileSourceSplit> {

    private final List<SplitT> splits;
    private final List<Path> alreadyProcessedPaths;

    /**
     * @param splits splits that nobody reads yet
     * @param alreadyProcessedPaths paths that are not to be listed or read again
     */
    protected PendingSplitsCheckpoint(Collection<SplitT> splits, Collection<Path> alreadyProcessedPaths) {
        this.splits = List.copyOf(splits);
        this.alreadyProcessedPaths = List.copyOf(alreadyProcessedPaths);
    }

    /** These splits, and nothing listed before. */
    public static <T extends FileSourceSplit> PendingSplitsCheckpoint<T> fromCollectionSnapshot(Collection<T> splits) {
        return new PendingSplitsCheckpoint<>(splits, List.of());
    }

    /**
     * @param splits splits that nobody reads yet
     * @param alreadyProcessedPaths paths that are not to be listed or read again
     */
    public static <T extends FileSourceSplit> PendingSplitsCheckpoint<T> fromCollectionSnapshot(
            Collection<T> splits, Collection<Path> alreadyProcessedPaths) {
        return new PendingSplitsCheckpoint<>(splits, alreadyProcessedPaths);
    }

    /** Returns the splits that are not assigned. */
    public Collection<SplitT> getSplits() {
        return splits;
    }

    /**
     * The files that were found, of a source that watches; the input paths once they were listed, of one that does not.
     */
    public Collection<Path> getAlreadyProcessedPaths() {
        return alreadyProcessedPaths;
    }
}
