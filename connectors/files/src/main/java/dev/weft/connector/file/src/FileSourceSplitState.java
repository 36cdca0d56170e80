package dev.weft.connector.file.src;

import dev.weft.connector.file.src.util.CheckpointedPosition;
import java.util.Objects;

/**
 * A split that is being read, and how far. For readers of one's own. Used by one thread.
 *
 * @param <SplitT> the kind of split
 */
public final class FileSourceSplitState<SplitT extends FileSourceSplit> {

    private final SplitT split;
    private long offset = CheckpointedPosition.NO_OFFSET;
    private long recordsToSkipAfterOffset;

    /** Begins where the split says. */
    public FileSourceSplitState(SplitT split) {
        this.split = Objects.requireNonNull(split, "split");
        split.getReaderPosition().ifPresent(this::setPosition);
    }

    /** Byte offset within the file, or {@link CheckpointedPosition#NO_OFFSET}. */
    public long getOffset() {
        return offset;
    }

    /** How many records to skip from there. */
    public long getRecordsToSkipAfterOffset() {
        return recordsToSkipAfterOffset;
    }

    /** @param offset byte offset within the file, or {@link CheckpointedPosition#NO_OFFSET} */
    public void setOffset(long offset) {
        this.offset = offset;
    }

    /** @param recordsToSkipAfterOffset {@code >= 0} */
    public void setRecordsToSkipAfterOffset(long recordsToSkipAfterOffset) {
        this.recordsToSkipAfterOffset = recordsToSkipAfterOffset;
    }

    /**
     * Both at once.
     *
     * @param offset byte offset within the file, or {@link CheckpointedPosition#NO_OFFSET}
     * @param recordsToSkipAfterOffset {@code >= 0}
     */
    public void setPosition(long offset, long recordsToSkipAfterOffset) {
        this.offset = offset;
        this.recordsToSkipAfterOffset = recordsToSkipAfterOffset;
    }

    /** Both at once. */
    public void setPosition(CheckpointedPosition position) {
        setPosition(position.getOffset(), position.getRecordsAfterOffset());
    }

    /**
     * The split, to be read on from here.
     *
     * @throws IllegalArgumentException when the offset is below {@link CheckpointedPosition#NO_OFFSET}, or the records to skip
     *     below 0
     * @throws IllegalStateException when {@link FileSourceSplit#updateWithCheckpointedPosition} gives a split of another class
     */
    @SuppressWarnings("unchecked") // the class is the same
    public SplitT toFileSourceSplit() {
        CheckpointedPosition position = offset == CheckpointedPosition.NO_OFFSET && recordsToSkipAfterOffset == 0
                ? null
                : new CheckpointedPosition(offset, recordsToSkipAfterOffset);
        FileSourceSplit updated = split.updateWithCheckpointedPosition(position);
        if (updated == null || updated.getClass() != split.getClass()) {
            throw new IllegalStateException(split.getClass().getName() + " must override updateWithCheckpointedPosition"
                    + " and give a split of its own class; it gave "
                    + (updated == null ? "null" : "one of " + updated.getClass().getName()));
        }
        return (SplitT) updated;
    }
}
