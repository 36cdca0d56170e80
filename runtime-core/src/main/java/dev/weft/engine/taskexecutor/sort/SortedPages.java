package dev.weft.engine.taskexecutor.sort;

import java.util.Arrays;

/**
 * Cursor over the records of the pages in sorted order. The sort permutes one long per record, of its hash and its
 * number: first by a primitive sort of the longs, then by a stable merge sort of the records that have equal hashes and
 * are not in order yet.
 */
final class SortedPages implements RecordCursor {

    private final RecordPages pages;
    private final long[] order;
    private final RecordBytes one = new RecordBytes();
    private final RecordBytes other = new RecordBytes();
    private final RecordBytes current = new RecordBytes();
    private long[] space = {};
    private int next;

    SortedPages(RecordPages pages) {
        this.pages = pages;
        int n = pages.count();
        order = new long[n];
        for (int i = 0; i < n; i++) {
            pages.moveTo(i, one);
            order[i] = (long) one.hash() << 32 | i;
        }
        Arrays.sort(order);
        int from = 0;
        while (from < n) {
            int to = from + 1;
            while (to < n && order[to] >>> 32 == order[from] >>> 32) {
                to++;
            }
            sort(from, to);
            from = to;
        }
        space = new long[0];
    }

    /** Whether the first of two records may stay before the second one. */
    private boolean isInOrder(long first, long second) {
        pages.moveTo((int) first, one);
        pages.moveTo((int) second, other);
        return one.compareWithinHash(other) <= 0;
    }

    /** Merge-sorts a range of {@link #order} whose records have one hash and are in order of arrival. */
    private void sort(int from, int to) {
        if (to - from < 2) {
            return;
        }
        int middle = from + to >>> 1;
        sort(from, middle);
        sort(middle, to);
        if (!isInOrder(order[middle - 1], order[middle])) {
            merge(from, middle, to);
        }
    }

    private void merge(int from, int middle, int to) {
        int left = middle - from;
        if (space.length < left) {
            space = new long[Math.max(left, order.length / 2 + 1)];
        }
        System.arraycopy(order, from, space, 0, left);
        int i = 0;
        int j = middle;
        int at = from;
        while (i < left) {
            if (j < to && !isInOrder(space[i], order[j])) {
                order[at++] = order[j++];
            } else {
                order[at++] = space[i++];
            }
        }
    }

    @Override
    public boolean next() {
        if (next == order.length) {
            return false;
        }
        pages.moveTo((int) order[next++], current);
        return true;
    }

    @Override
    public RecordBytes current() {
        return current;
    }

    @Override
    public void close() {}
}
