package dev.weft.streaming.api.functions.sink.filesystem;

import java.io.IOException;
import java.io.Serializable;

/** Decides when a part file is closed and the next one begun. */
public interface RollingPolicy<IN, BucketID> extends Serializable {

    /**
     * Whether the file is complete at a checkpoint; asked at each, when all that came before was written. On an object
     * store every file is, whatever the policy says.
     */
    boolean shouldRollOnCheckpoint(PartFileInfo<BucketID> partFileState) throws IOException;

    /** Whether a record belongs into the next file. Asked before each record but a file's first. */
    boolean shouldRollOnEvent(PartFileInfo<BucketID> partFileState, IN element) throws IOException;

    /**
     * Whether the file is complete by its age. Asked for each open file once a bucket check interval.
     *
     * @param currentTime processing time in milliseconds since the epoch
     */
    boolean shouldRollOnProcessingTime(PartFileInfo<BucketID> partFileState, long currentTime) throws IOException;
}
