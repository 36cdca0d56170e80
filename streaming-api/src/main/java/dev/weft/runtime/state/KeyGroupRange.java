package dev.weft.runtime.state;

/**
 * Consecutive key groups.
 *
 * @param startKeyGroup the first
 * @param endKeyGroup the last, itself included; less than the first when there are none
 */
public record KeyGroupRange(int startKeyGroup, int endKeyGroup) {

    public int getStartKeyGroup() {
        return startKeyGroup;
    }

    public int getEndKeyGroup() {
        return endKeyGroup;
    }

    public int getNumberOfKeyGroups() {
        return endKeyGroup - startKeyGroup + 1;
    }

    public boolean contains(int keyGroup) {
        return keyGroup >= startKeyGroup && keyGroup <= endKeyGroup;
    }
}
