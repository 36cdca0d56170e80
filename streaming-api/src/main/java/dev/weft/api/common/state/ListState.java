package dev.weft.api.common.state;

import java.util.List;

/** A list of elements. */
public interface ListState<T> extends MergingState<T, Iterable<T>> {
    /** Replaces the list. */
    void update(List<T> values) throws Exception;

    void addAll(List<T> values) throws Exception;
}
