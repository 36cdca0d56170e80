package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.streaming.api.windowing.assigners.Alignment;

/**
 * Slicing of tumbling and sliding windows (stream slicing): time is divided at every start and end of a window, so that
 * each window is a sequence of whole slices. There is one slice per slide, or two when the size is not a multiple of
 * the slide. A slice is identified by its exclusive end. Pure.
 */
final class SliceLayout {

    private final long size;
    private final long slide;
    private final long offset;
    /** Offset of window ends within a slide, counted from window starts; 0 when ends and starts coincide. */
    private final long rest;

    SliceLayout(Alignment windows) {
        size = windows.sizeMs();
        slide = windows.slideMs();
        offset = Math.floorMod(windows.offsetMs(), windows.slideMs());
        rest = windows.sizeMs() % windows.slideMs();
    }

    private SliceLayout(long slide, long offset) {
        this.size = slide;
        this.slide = slide;
        this.offset = offset;
        this.rest = 0;
    }

    /**
     * Layout in which every window is one slice of its own: a slice ends where its window ends, and begins where the
     * window before it ends.
     */
    SliceLayout ofWindows() {
        return new SliceLayout(slide, Math.floorMod(offset + rest, slide));
    }

    /** Whether a timestamp is in the supported range, which is 146 million years around 1970. */
    static boolean isInRange(long timestamp) {
        return timestamp >= Long.MIN_VALUE / 2 && timestamp <= Long.MAX_VALUE / 2;
    }

    long windowSize() {
        return size;
    }

    long slide() {
        return slide;
    }

    /** Whether every window consists of exactly one slice and shares it with no other window. */
    boolean isOneSliceAWindow() {
        return size <= slide;
    }

    /** End of the slice that contains a timestamp. */
    long sliceEnd(long timestamp) {
        long into = Math.floorMod(timestamp - offset, slide);
        return timestamp - into + (into < rest ? rest : slide);
    }

    /** Consecutive number of a slice. */
    long number(long sliceEnd) {
        long turn = Math.floorDiv(sliceEnd - 1 - offset, slide);
        if (rest == 0) {
            return turn;
        }
        return 2 * turn + (Math.floorMod(sliceEnd - 1 - offset, slide) < rest ? 0 : 1);
    }

    /** Number of the first slice of a window. */
    long firstNumber(long windowEnd) {
        return number(sliceEnd(windowEnd - size));
    }

    /**
     * Spreads work over time: true for one of as many groups as there are concurrent windows, and for the next group at
     * the next window.
     */
    boolean isTurnOf(int one, long windowEnd) {
        return Math.floorMod(Math.floorDiv(windowEnd, slide) + one, (size - 1) / slide + 1) == 0;
    }

    /** Start of the slice with this end. */
    long sliceStart(long sliceEnd) {
        long into = Math.floorMod(sliceEnd - 1 - offset, slide);
        return sliceEnd - 1 - into + (into < rest ? 0 : rest);
    }

    /** End of the earliest window that ends at this time or later. */
    long windowEndFrom(long time) {
        return time + Math.floorMod(offset + rest - time, slide);
    }

    /** End of the latest window that ends at this time or earlier. */
    long windowEndUpTo(long time) {
        return time - Math.floorMod(time - offset - rest, slide);
    }

    /** End of the window after this one. */
    long nextWindowEnd(long windowEnd) {
        return windowEnd + slide;
    }

    /** End of the last window that contains a slice; below {@code sliceEnd} when no window does. */
    long lastWindowEnd(long sliceEnd) {
        return sliceEnd - 1 - Math.floorMod(sliceEnd - 1 - offset, slide) + size;
    }
}
