package dev.weft.api.common.state;

/**
 * State to which elements are added, and from which what they make up is read.
 *
 * @param <IN> the elements
 * @param <OUT> what is read
 */
public interface AppendingState<IN, OUT> extends State {
    /**
     * What the elements of the current key make up so far. A list state gives a list without elements when there are none,
     * others give null.
     *
     * @throws Exception if it cannot be read, or what a function of the program throws
     */
    OUT get() throws Exception;

    /**
     * Adds an element for the current key.
     *
     * @param value not null: a null is refused with a {@link NullPointerException}
     * @throws Exception if it cannot be written, or what a function of the program throws
     */
    void add(IN value) throws Exception;
}
