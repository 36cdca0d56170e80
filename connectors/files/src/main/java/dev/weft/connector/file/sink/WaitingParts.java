package dev.weft.connector.file.sink;

import dev.weft.core.fs.Path;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/**
 * The complete files of a writer that it has not handed over for committing. Owned by the task's thread.
 *
 * <p>A file that is begun, restored or closed is told. A file's final name is decided when it is begun, because a checkpoint
 * that names the open file is later restored by whether its final name is visible.
 */
interface WaitingParts<BucketID> {

    /**
     * The final name of a file that is about to be begun.
     *
     * @param own a name that no other file has
     */
    Path targetOf(BucketID bucket, Path own);

    /** An open file of a checkpoint is gone on with. */
    void onReopened(BucketID bucket, Path target);

    /** A file that has been begun or reopened is complete. */
    void onClosed(ClosedPart<BucketID> part);

    /**
     * Complete files of a checkpoint; before any file is begun.
     *
     * @param openTargets final names of the open files that will be gone on with
     */
    void restore(List<ClosedPart<BucketID>> parts, Set<Path> openTargets);

    /** Hands over what is ready. At the end of the input everything is. */
    List<FileSinkCommittable> take(boolean endOfInput) throws IOException, InterruptedException;

    /** What has not been handed over, for a checkpoint that is being taken. */
    List<ClosedPart<BucketID>> checkpointed();

    /** Ends the writer, and returns what it has not handed over and no checkpoint knows of. */
    List<Path> close();
}
