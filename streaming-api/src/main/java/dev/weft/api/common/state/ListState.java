package dev.weft.api.common.state;

import java.util.List;

/**
 * A list of elements for each key, or for the whole parallel instance if it is the state of an operator. Adding does not
 * read what is there, so that long lists may be kept where adding is frequent and reading is not.
 *
 * <p>{@link #get()} gives the list as it is at that moment: what is added or replaced later does not show in it. It is a {@link
 * List} and the caller's own: to change it changes nothing in the state until it is given to {@link #update}. Its iterator
 * refuses {@code remove()}, because programs expect that to reach the state.
 *
 * @param <T> the elements
 */
public interface ListState<T> extends MergingState<T, Iterable<T>> {
    /**
     * Replaces the list of the current key.
     *
     * @param values the new elements in their order, copied at once; no elements remove the list, as {@link #clear()} does
     * @throws NullPointerException if the list or one of its elements is null; the old list stays
     * @throws Exception if it cannot be written
     */
    void update(List<T> values) throws Exception;

    /**
     * Adds elements behind those that there are.
     *
     * @param values in their order; none change nothing
     * @throws NullPointerException if the list or one of its elements is null; none of them is added then
     * @throws Exception if they cannot be written
     */
    void addAll(List<T> values) throws Exception;
}
