package dev.weft.engine.taskexecutor.operator.window;

import dev.weft.streaming.api.windowing.assigners.Alignment;

/**
 * Where the slices of repeating windows lie. Time is cut wherever a window begins or ends, so that every window is a run
 * of whole slices; that makes one cut a slide, or two when the size is no multiple of the slide. A slice is named by its
 * end, which does not belong to it. Pure.
 */
final class SliceLayout {

    private final long size;
    private final long slide;
    private final long offset;
    /** Where in a slide windows end, counted from where they begin; 0 when that is the same place. */
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

    /** One slice for each of these windows: it ends where the window ends and begins where the window before it ends. */
    SliceLayout ofWindows() {
        return new SliceLayout(slide, Math.floorMod(offset + rest, slide));
    }

    /** Whether a timestamp is near enough to 1970; the others are 146 million years away. */
    static boolean isInRange(long timestamp) {
        return timestamp >= Long.MIN_VALUE / 2 && timestamp <= Long.MAX_VALUE / 2;
    }

    long windowSize() {
        return size;
    }

    long slide() {
        return slide;
    }

    /** Whether no two windows share a slice and every window is one. */
    boolean isOneSliceAWindow() {
        return size <= slide;
    }

    /** The end of the slice that a timestamp is in. */
    long sliceEnd(long timestamp) {
        long into = Math.floorMod(timestamp - offset, slide);
        return timestamp - into + (into < rest ? rest : slide);
    }

    /** A number that is one higher for the next slice. */
    long number(long sliceEnd) {
        long turn = Math.floorDiv(sliceEnd - 1 - offset, slide);
        if (rest == 0) {
            return turn;
        }
        return 2 * turn + (Math.floorMod(sliceEnd - 1 - offset, slide) < rest ? 0 : 1);
    }

    /** The number of the first slice of a window. */
    long firstNumber(long windowEnd) {
        return number(sliceEnd(windowEnd - size));
    }

    /** Whether it is the turn of one out of as many as there are windows at any time, who take turns. */
    boolean isTurnOf(int one, long windowEnd) {
        return Math.floorMod(Math.floorDiv(windowEnd, slide) + one, (size - 1) / slide + 1) == 0;
    }

    /** The beginning of the slice that ends there. */
    long sliceStart(long sliceEnd) {
        long into = Math.floorMod(sliceEnd - 1 - offset, slide);
        return sliceEnd - 1 - into + (into < rest ? 0 : rest);
    }

    /** The end of the earliest window that ends there or later. */
    long windowEndFrom(long time) {
        return time + Math.floorMod(offset + rest - time, slide);
    }

    /** The end of the latest window that ends there or earlier. */
    long windowEndUpTo(long time) {
        return time - Math.floorMod(time - offset - rest, slide);
    }

    /** The end of the next window. */
    long nextWindowEnd(long windowEnd) {
        return windowEnd + slide;
    }

    /** The end of the last window that a slice is in; below {@code sliceEnd} when it is in none. */
    long lastWindowEnd(long sliceEnd) {
        return sliceEnd - 1 - Math.floorMod(sliceEnd - 1 - offset, slide) + size;
    }
}
