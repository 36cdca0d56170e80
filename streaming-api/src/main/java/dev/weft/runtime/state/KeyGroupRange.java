package dev.weft.runtime.state;

/**
 * Consecutive key groups.
 *
 * @param startKeyGroup the first
 * @param endKeyGroup the last, itself included; less than the first when there are none
 */
public record KeyGroupRange(int startKeyGroup, int endKeyGroup) {

    /** The first key group. */
    public int getStartKeyGroup() {
        return startKeyGroup;
    }

    /** The last key group, included. */
    public int getEndKeyGroup() {
        return endKeyGroup;
    }

    /** How many key groups there are. */
    public int getNumberOfKeyGroups() {
        return endKeyGroup - startKeyGroup + 1;
    }

    /** Whether the key group is in the range. */
    public boolean contains(int keyGroup) {
        return keyGroup >= startKeyGroup && keyGroup <= endKeyGroup;
    }
}
