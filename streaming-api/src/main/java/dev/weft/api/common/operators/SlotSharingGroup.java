package dev.weft.api.common.operators;

import java.io.Serializable;

/** A group of operators whose tasks may share slots, with what a slot of it needs. Immutable. */
public class SlotSharingGroup implements Serializable {
    private static final long serialVersionUID = 1L;

    private final String name;

    private SlotSharingGroup(String name) {
        if (name == null || name.isEmpty()) {
            throw new IllegalArgumentException("a slot sharing group needs a non-empty name");
        }
        this.name = name;
    }

    /**
     * Begins a group.
     *
     * @param name shared by all operations of the group
     */
    public static Builder newBuilder(String name) {
        return new Builder(name);
    }

    /** The name of the group. */
    public String getName() {
        return name;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SlotSharingGroup that && that.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }

    /** Puts a group together. */
    public static class Builder {
        private final String name;

        private Builder(String name) {
            this.name = name;
        }

        /** The group as described so far. */
        public SlotSharingGroup build() {
            return new SlotSharingGroup(name);
        }
    }
}
