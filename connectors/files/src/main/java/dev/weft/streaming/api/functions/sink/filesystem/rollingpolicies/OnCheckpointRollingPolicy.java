package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;

import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;

/** Rolls at checkpoints only. */
public final class OnCheckpointRollingPolicy<IN, BucketID> extends CheckpointRollingPolicy<IN, BucketID> {

    private OnCheckpointRollingPolicy() {}

    @Override
    public boolean shouldRollOnEvent(PartFileInfo<BucketID> partFileState, IN element) {
        return false;
    }

    @Override
    public boolean shouldRollOnProcessingTime(PartFileInfo<BucketID> partFileState, long currentTime) {
        return false;
    }

    /** The policy; it has no settings. */
    public static <IN, BucketID> OnCheckpointRollingPolicy<IN, BucketID> build() {
        return new OnCheckpointRollingPolicy<>();
    }
}
