package dev.weft.connector.file.src.assigners;

import dev.weft.connector.file.src.FileSourceSplit;
import java.io.Serializable;
import java.util.Collection;
import java.util.Optional;

/** Decides which reader gets which split. */
public interface FileSplitAssigner {

    /**
     * The next split for a reader.
     *
     * @param hostname the reader's host, or null when unknown
     * @return empty when there is none left now
     */
    Optional<FileSourceSplit> getNext(String hostname);

    /** Adds splits: new ones, or ones that a failed reader gave back. */
    void addSplits(Collection<FileSourceSplit> splits);

    /** The splits that are not assigned yet. */
    Collection<FileSourceSplit> remainingSplits();

    /** Makes an assigner. */
    @FunctionalInterface
    interface Provider extends Serializable {
        /** A new assigner of these splits. */
        FileSplitAssigner create(Collection<FileSourceSplit> initialSplits);
    }
}
