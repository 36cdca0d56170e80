package dev.weft.util;

import java.io.Serializable;
import java.util.Iterator;

/** An iterator that can be divided into several that together give the same elements. */
public abstract class SplittableIterator<T> implements Iterator<T>, Serializable {
    private static final long serialVersionUID = 1L;

    /** Exactly that many iterators; some may be empty. */
    public abstract Iterator<T>[] split(int numPartitions);

    /**
     * One of several parts.
     *
     * @param num the number of the part, from 0
     * @param numPartitions how many parts there are
     */
    public Iterator<T> getSplit(int num, int numPartitions) {
        if (numPartitions < 1 || num < 0 || num >= numPartitions) {
            throw new IllegalArgumentException("there is no part " + num + " of " + numPartitions);
        }
        return split(numPartitions)[num];
    }

    /** Into how many parts the iterator can be split at most. */
    public abstract int getMaximumNumberOfSplits();
}
