package dev.weft.streaming.api.windowing.assigners;

import dev.weft.streaming.api.windowing.windows.TimeWindow;
import java.util.concurrent.ThreadLocalRandom;

/** Whether the windows of all parallel instances end at the same time. */
public enum WindowStagger {
    /** They do. */
    ALIGNED {
        @Override
        public long getStaggerOffset(long currentProcessingTime, long size) {
            return 0;
        }
    },
    /** Each instance shifts its windows at random, so that not all fire at once. */
    RANDOM {
        @Override
        public long getStaggerOffset(long currentProcessingTime, long size) {
            return ThreadLocalRandom.current().nextLong(size);
        }
    },
    /** Each instance shifts its windows to where its first element comes in. */
    NATURAL {
        @Override
        public long getStaggerOffset(long currentProcessingTime, long size) {
            return currentProcessingTime - TimeWindow.getWindowStartWithOffset(currentProcessingTime, 0, size);
        }
    };

    /** The shift of one instance in milliseconds, from 0 to below the size. */
    public abstract long getStaggerOffset(long currentProcessingTime, long size);
}
