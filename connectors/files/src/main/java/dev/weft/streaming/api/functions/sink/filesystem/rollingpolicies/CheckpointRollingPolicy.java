package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;

import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;

/** Rolls at every checkpoint, and when its subclass decides so. */
public abstract class CheckpointRollingPolicy<IN, BucketID> implements RollingPolicy<IN, BucketID> {

    @Override
    public boolean shouldRollOnCheckpoint(PartFileInfo<BucketID> partFileState) {
        return true;
    }
}
