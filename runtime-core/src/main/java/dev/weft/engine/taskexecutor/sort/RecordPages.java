package dev.weft.engine.taskexecutor.sort;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * In-memory buffer of serialized records, numbered in order of arrival, in pages. No record spans two pages; one that
 * is larger than a page gets a page of its own. Memory is taken from the budget, except that an empty buffer always
 * accepts one record. Pages are kept for reuse when the records are cleared, until {@link #close}.
 */
final class RecordPages {

    private static final int FIRST_PAGE_BYTES = 1 << 14;
    private static final int LARGEST_PAGE_BYTES = 1 << 20;
    private static final int FIRST_CAPACITY = 256;
    /** Index memory per record: its address, its entry in the sorted order, and the sorter's scratch space. */
    private static final int INDEX_BYTES = 3 * Long.BYTES;

    private final SortBudget budget;
    private final List<Page> pages = new ArrayList<>();
    private long[] addresses = new long[FIRST_CAPACITY];
    private int count;
    private int page = -1;
    private int used;
    private long indexBytes;

    /** @param charged how many bytes of it are charged to the budget */
    private record Page(byte[] bytes, int charged) {}

    RecordPages(SortBudget budget) {
        this.budget = budget;
    }

    int count() {
        return count;
    }

    /** Copies a record into the buffer; false if there is no room. An empty buffer accepts every record. */
    boolean add(byte[] record, int length) {
        if (count == addresses.length && !growIndex() || !hasRoom(length) && !turnPage(length)) {
            return false;
        }
        System.arraycopy(record, 0, pages.get(page).bytes(), used, length);
        addresses[count++] = (long) page << 32 | used;
        used += length;
        return true;
    }

    private boolean growIndex() {
        long more = (long) count * INDEX_BYTES;
        if (count >= Integer.MAX_VALUE / 4 || !budget.tryTake(more)) {
            return false;
        }
        indexBytes += more;
        addresses = Arrays.copyOf(addresses, count * 2);
        return true;
    }

    private boolean hasRoom(int length) {
        return page >= 0 && pages.get(page).bytes().length - used >= length;
    }

    /** Moves on to a page that has room: a kept one, or a new one. */
    private boolean turnPage(int length) {
        for (int next = page + 1; next < pages.size(); next++) {
            if (pages.get(next).bytes().length >= length) {
                page = next;
                used = 0;
                return true;
            }
        }
        int usual = pages.isEmpty()
                ? FIRST_PAGE_BYTES
                : Math.min(LARGEST_PAGE_BYTES, 2 * pages.get(pages.size() - 1).bytes().length);
        int bytes = Math.max(usual, length);
        if (count > 0 && !budget.tryTake(bytes)) {
            return false;
        }
        pages.add(new Page(new byte[bytes], count > 0 ? bytes : 0));
        page = pages.size() - 1;
        used = 0;
        return true;
    }

    void moveTo(int number, RecordBytes record) {
        long address = addresses[number];
        record.moveTo(pages.get((int) (address >>> 32)).bytes(), (int) address);
    }

    /** Drops all records; pages of the usual size are kept. */
    void clear() {
        count = 0;
        page = -1;
        used = 0;
        remove(each -> each.bytes().length > LARGEST_PAGE_BYTES);
    }

    private void remove(Predicate<Page> which) {
        pages.stream().filter(which).forEach(each -> budget.giveBack(each.charged()));
        pages.removeIf(which);
    }

    /** Drops all records and releases the memory. */
    void close() {
        clear();
        remove(each -> true);
        addresses = new long[FIRST_CAPACITY];
        budget.giveBack(indexBytes);
        indexBytes = 0;
    }
}
