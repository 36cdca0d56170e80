package dev.weft.state.rocksdb;

import java.util.ArrayList;
import java.util.List;

/**
 * The cached part of a list: all of it, or only what was appended since the last write. Belongs to the thread of the task.
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

    /** What is appended to a list that has not been read. */
    static <T> ListContent<T> appended() {
        return new ListContent<>(false, false);
    }

    /** A list that takes the place of what the store has. */
    static <T> ListContent<T> replacing() {
        return new ListContent<>(true, true);
    }

    /** The elements that there are: all, or the last. */
    List<T> elements() {
        return elements;
    }

    /** All elements of the list are here. */
    boolean isWhole() {
        return whole;
    }

    /** The store's row must be replaced, not appended to. */
    boolean isReplacing() {
        return replacing;
    }

    /** What is missing in front has been read. */
    void complete(List<T> earlier) {
        elements.addAll(0, earlier);
        stored = earlier.size();
        whole = true;
    }

    /** The elements that the store has not. */
    List<T> unstored() {
        return elements.subList(stored, elements.size());
    }

    /** The store has everything now. */
    void written() {
        stored = elements.size();
        replacing = false;
    }

    /** Lets go of elements that the store has. */
    void letGo() {
        elements.clear();
        stored = 0;
        whole = false;
    }
}
