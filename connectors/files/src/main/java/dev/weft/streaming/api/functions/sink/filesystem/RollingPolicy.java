package dev.weft.streaming.api.functions.sink.filesystem;

import java.io.IOException;
import java.io.Serializable;

/** Says when the file that is being written is closed and the next one begun. */
public interface RollingPolicy<IN, BucketID> extends Serializable {

    boolean shouldRollOnCheckpoint(PartFileInfo<BucketID> partFileState) throws IOException;

    /** Asked before each record but a file's first. */
    boolean shouldRollOnEvent(PartFileInfo<BucketID> partFileState, IN element) throws IOException;

    /** Asked every now and then. */
    boolean shouldRollOnProcessingTime(PartFileInfo<BucketID> partFileState, long currentTime) throws IOException;
}
