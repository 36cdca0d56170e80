package dev.weft.engine.types;

/**
 * A range of consecutive key groups.
 *
 * @param first the first one
 * @param end the one after the last; equal to {@code first} when there are none
 */
public record KeyGroupRange(int first, int end) {

    public KeyGroupRange {
        if (first < 0 || end < first) {
            throw new IllegalArgumentException("no range of key groups: " + first + " until " + end);
        }
    }

    /** The key groups that a subtask owns. */
    public static KeyGroupRange of(int subtask, int parallelism, int maxParallelism) {
        return new KeyGroupRange(
                KeyGroups.firstGroupOf(subtask, parallelism, maxParallelism),
                KeyGroups.firstGroupOf(subtask + 1, parallelism, maxParallelism));
    }

    public int size() {
        return end - first;
    }

    public boolean isEmpty() {
        return end == first;
    }

    public boolean contains(int group) {
        return group >= first && group < end;
    }

    /** The intersection of two ranges. */
    public KeyGroupRange intersect(KeyGroupRange other) {
        int from = Math.max(first, other.first);
        return new KeyGroupRange(from, Math.max(from, Math.min(end, other.end)));
    }

    @Override
    public String toString() {
        return "[" + first + ", " + end + ")";
    }
}
