package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.List;

/**
 * Cached part of a list: the whole list, or only what was appended since the last write. Belongs to the thread of the
 * task.
 */
final class ListContent<T> {

    private final List<T> elements = new ArrayList<>();
    private boolean whole;
    private boolean replacing;
    private int stored;

    private ListContent(boolean whole, boolean replacing) {
        this.whole = whole;
        this.replacing = replacing;
    }

    /** Content of elements that are appended to a list that has not been read. */
    static <T> ListContent<T> appended() {
        return new ListContent<>(false, false);
    }

    /** Content of a list that replaces the one in the store. */
    static <T> ListContent<T> replacing() {
        return new ListContent<>(true, true);
    }

    /** The cached elements: all, or the last ones. */
    List<T> elements() {
        return elements;
    }

    /** Whether all elements of the list are cached. */
    boolean isWhole() {
        return whole;
    }

    /** Whether the store's row must be replaced instead of appended to. */
    boolean isReplacing() {
        return replacing;
    }

    /** Adds the earlier elements, which were read from the store. */
    void complete(List<T> earlier) {
        elements.addAll(0, earlier);
        stored = earlier.size();
        whole = true;
    }

    /** The elements that are not in the store yet. */
    List<T> unstored() {
        return elements.subList(stored, elements.size());
    }

    /** Called when everything is written to the store. */
    void written() {
        stored = elements.size();
        replacing = false;
    }

    /** Drops elements that are in the store. */
    void letGo() {
        elements.clear();
        stored = 0;
        whole = false;
    }
}
