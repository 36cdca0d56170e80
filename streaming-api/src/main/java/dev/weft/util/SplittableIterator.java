package dev.weft.util;

import java.io.Serializable;
import java.util.Iterator;

/** An iterator that can be divided into several that together give the same elements. */
public abstract class SplittableIterator<T> implements Iterator<T>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Exactly that many iterators; some may be empty. */
    public abstract Iterator<T>[] split(int numPartitions);

    public Iterator<T> getSplit(int num, int numPartitions) {
        if (numPartitions < 1 || num < 0 || num >= numPartitions) {
            throw new IllegalArgumentException("there is no part " + num + " of " + numPartitions);
        }
        return split(numPartitions)[num];
    }

    public abstract int getMaximumNumberOfSplits();
}
