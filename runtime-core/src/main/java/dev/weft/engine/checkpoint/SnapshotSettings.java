package dev.weft.engine.checkpoint;

import java.util.Optional;

/**
 * How tasks write their state.
 *
 * @param inlineBytes one state of an operator instance up to this size travels in messages and stands in the metadata
 * @param compressed whether state is compressed
 * @param merging how the tasks of an executor write into the same files; empty for files of their own
 * @param keptLocally whether executors keep copies of the files on their own disks
 */
public record SnapshotSettings(
        int inlineBytes, boolean compressed, Optional<FileMerging.Settings> merging, boolean keptLocally) {

    /** The most state of an operator instance that is stored without a file. */
    static final int MOST_WITHOUT_FILES = 5 << 20;

    /** Every task has files of its own, of which there are no copies. */
    public SnapshotSettings(int inlineBytes, boolean compressed) {
        this(inlineBytes, compressed, Optional.empty(), false);
    }
}
