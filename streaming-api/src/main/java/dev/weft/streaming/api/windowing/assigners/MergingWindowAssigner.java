package dev.weft.streaming.api.windowing.assigners;

import dev.weft.streaming.api.windowing.windows.Window;
import java.util.Collection;

/** Gives windows that can grow together, such as sessions. */
public abstract class MergingWindowAssigner<T, W extends Window> extends WindowAssigner<T, W> {
    private static final long serialVersionUID = 1L;

    /** Tells the callback which of the windows become one. Each window may be told of once. */
    public abstract void mergeWindows(Collection<W> windows, MergeCallback<W> callback);

    /** Hears of windows that become one. */
    public interface MergeCallback<W> {
        /**
         * Replaces windows by one that covers them.
         *
         * @param toBeMerged the windows that go
         * @param mergeResult the window that takes their elements
         */
        void merge(Collection<W> toBeMerged, W mergeResult);
    }
}
