package dev.weft.connector.file.sink.compactor;

import dev.weft.annotation.PublicEvolving;
import java.io.Serializable;

/**
 * When the files that a writer has completed in a bucket are made one: after a number of checkpoints, at a size, or at
 * whichever comes first. Immutable.
 */
@PublicEvolving
public class FileCompactStrategy implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int NOT_SET = -1;

    private final long sizeThreshold;
    private final int numCheckpointsBeforeCompaction;
    private final int numCompactThreads;

    private FileCompactStrategy(Builder builder) {
        this.sizeThreshold = builder.sizeThreshold;
        this.numCheckpointsBeforeCompaction = builder.numCheckpoints;
        this.numCompactThreads = builder.numCompactThreads;
    }

    /** The bytes of the files of a bucket from which on they are compacted; -1 if their size does not matter. */
    public long getSizeThreshold() {
        return sizeThreshold;
    }

    /** The number of checkpoints after which the files of a bucket are compacted; -1 if checkpoints do not matter. */
    public int getNumCheckpointsBeforeCompaction() {
        return numCheckpointsBeforeCompaction;
    }

    /** How many buckets a writer compacts at once. */
    public int getNumCompactThreads() {
        return numCompactThreads;
    }

    /** Collects the settings; at least one of checkpoints and size must be set. */
    public static class Builder {

        private int numCheckpoints = NOT_SET;
        private long sizeThreshold = NOT_SET;
        private int numCompactThreads = 1;

        /** With nothing set. */
        public static Builder newBuilder() {
            return new Builder();
        }

        /**
         * Compacts the files of a bucket when that many checkpoints have been taken since the first of them was begun.
         *
         * @param numCheckpointsBeforeCompaction above 0
         */
        public Builder enableCompactionOnCheckpoint(int numCheckpointsBeforeCompaction) {
            if (numCheckpointsBeforeCompaction <= 0) {
                throw new IllegalArgumentException("files can be compacted after 1 checkpoint or more, not after "
                        + numCheckpointsBeforeCompaction);
            }
            this.numCheckpoints = numCheckpointsBeforeCompaction;
            return this;
        }

        /**
         * Compacts the files of a bucket when they have that many bytes together.
         *
         * @param sizeThreshold above 0
         */
        public Builder setSizeThreshold(long sizeThreshold) {
            if (sizeThreshold <= 0) {
                throw new IllegalArgumentException(
                        "the size from which on files are compacted must be > 0 bytes, not " + sizeThreshold);
            }
            this.sizeThreshold = sizeThreshold;
            return this;
        }

        /**
         * How many buckets a writer compacts at once.
         *
         * @param numCompactThreads above 0; 1 by default
         */
        public Builder setNumCompactThreads(int numCompactThreads) {
            if (numCompactThreads <= 0) {
                throw new IllegalArgumentException(
                        "a writer compacts with 1 thread or more, not with " + numCompactThreads);
            }
            this.numCompactThreads = numCompactThreads;
            return this;
        }

        /** The strategy. */
        public FileCompactStrategy build() {
            if (numCheckpoints == NOT_SET && sizeThreshold == NOT_SET) {
                throw new IllegalStateException("nothing says when files are compacted: call"
                        + " enableCompactionOnCheckpoint or setSizeThreshold");
            }
            return new FileCompactStrategy(this);
        }
    }
}
