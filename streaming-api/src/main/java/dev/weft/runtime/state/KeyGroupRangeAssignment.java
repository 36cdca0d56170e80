package dev.weft.runtime.state;

/** From keys to key groups to the parallel instances that own them. */
public final class KeyGroupRangeAssignment {

    /** The least number of key groups that is given to an operator for which none is set. */
    public static final int DEFAULT_LOWER_BOUND_MAX_PARALLELISM = 128;

    /** The largest number of key groups. */
    public static final int UPPER_BOUND_MAX_PARALLELISM = 32768;

    private KeyGroupRangeAssignment() {}

    /** The instance that owns a key. */
    public static int assignKeyToParallelOperator(Object key, int maxParallelism, int parallelism) {
        return computeOperatorIndexForKeyGroup(maxParallelism, parallelism, assignToKeyGroup(key, maxParallelism));
    }

    /** The key group of a key. */
    public static int assignToKeyGroup(Object key, int maxParallelism) {
        if (key == null) {
            throw new NullPointerException("a key must not be null");
        }
        return computeKeyGroupForKeyHash(key.hashCode(), maxParallelism);
    }

    /** The key group of a hash code: its bits are spread (the finalizer of murmur3) and the rest is taken. */
    public static int computeKeyGroupForKeyHash(int keyHash, int maxParallelism) {
        int h = keyHash;
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        h *= 0xc2b2ae35;
        h ^= h >>> 16;
        return (h & Integer.MAX_VALUE) % maxParallelism;
    }

    /** The key groups of an instance. */
    public static KeyGroupRange computeKeyGroupRangeForOperatorIndex(
            int maxParallelism, int parallelism, int operatorIndex) {
        checkParallelismPreconditions(parallelism);
        checkParallelismPreconditions(maxParallelism);
        int start = (operatorIndex * maxParallelism + parallelism - 1) / parallelism;
        int end = ((operatorIndex + 1) * maxParallelism + parallelism - 1) / parallelism - 1;
        return new KeyGroupRange(start, end);
    }

    /** The instance that owns a key group. */
    public static int computeOperatorIndexForKeyGroup(int maxParallelism, int parallelism, int keyGroupId) {
        return keyGroupId * parallelism / maxParallelism;
    }

    /** The number of key groups of an operator for which none is set: one and a half times its parallelism, as a power of two. */
    public static int computeDefaultMaxParallelism(int operatorParallelism) {
        checkParallelismPreconditions(operatorParallelism);
        int wanted = operatorParallelism + operatorParallelism / 2;
        int power = wanted <= 1 ? 1 : Integer.highestOneBit(wanted - 1) << 1;
        return Math.min(Math.max(power, DEFAULT_LOWER_BOUND_MAX_PARALLELISM), UPPER_BOUND_MAX_PARALLELISM);
    }

    /** @throws IllegalArgumentException unless it is from 1 to {@link #UPPER_BOUND_MAX_PARALLELISM} */
    public static void checkParallelismPreconditions(int parallelism) {
        if (parallelism < 1 || parallelism > UPPER_BOUND_MAX_PARALLELISM) {
            throw new IllegalArgumentException(
                    "the parallelism is " + parallelism + ", it must be from 1 to " + UPPER_BOUND_MAX_PARALLELISM);
        }
    }
}
