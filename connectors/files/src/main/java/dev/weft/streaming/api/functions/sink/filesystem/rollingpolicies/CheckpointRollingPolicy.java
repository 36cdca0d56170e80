package dev.weft.streaming.api.functions.sink.filesystem.rollingpolicies;

import dev.weft.streaming.api.functions.sink.filesystem.PartFileInfo;
import dev.weft.streaming.api.functions.sink.filesystem.RollingPolicy;

/** Rolls at every checkpoint, and when its subclass decides so. */
public abstract class CheckpointRollingPolicy<IN, BucketID> implements RollingPolicy<IN, BucketID> {

    @Override
    public boolean shouldRollOnCheckpoint(PartFileInfo<BucketID> partFileState) {
        return true;
    }

    /**
     * Collects the settings of a policy of one's own.
     *
     * @param <T> the builder itself
     */
    public abstract static class PolicyBuilder<IN, BucketID, T extends PolicyBuilder<IN, BucketID, T>> {

        /** This builder, as its own class. */
        @SuppressWarnings("unchecked")
        protected T self() {
            return (T) this;
        }

        /** A policy with these settings. */
        public abstract CheckpointRollingPolicy<IN, BucketID> build();
    }
}
