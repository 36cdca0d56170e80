package dev.weft.core.fs;

/** Block location of a local file: one block on this machine. */
record LocalBlock(long length) implements BlockLocation {
    @Override
    public String[] getHosts() {
        return new String[] {"localhost"};
    }

    @Override
    public long getOffset() {
        return 0;
    }

    @Override
    public long getLength() {
        return length;
    }

    @Override
    public int compareTo(BlockLocation other) {
        return Long.compare(getOffset(), other.getOffset());
    }
}
