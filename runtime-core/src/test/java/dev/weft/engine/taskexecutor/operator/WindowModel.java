package dev.weft.engine.taskexecutor.operator;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Model of event-time windows with the default trigger, as simple as possible: every window is an object with the list
 * of its elements. Results and late elements are lines of text.
 */
final class WindowModel {

    /** Either windows of a size and slide, or sessions when {@code gap} is not 0. */
    record Shape(long size, long slide, long offset, long gap, long lateness) {
        static Shape sliding(long size, long slide, long offset, long lateness) {
            return new Shape(size, slide, offset, 0, lateness);
        }

        static Shape sessions(long gap, long lateness) {
            return new Shape(0, 0, 0, gap, lateness);
        }
    }

    private static final class Open {
        private final String key;
        private long start;
        private long end;
        private final List<Integer> ids = new ArrayList<>();
        private boolean fired;

        Open(String key, long start, long end) {
            this.key = key;
            this.start = start;
            this.end = end;
        }

        String line() {
            return WindowModel.line(key, start, end, ids) + "@" + (end - 1);
        }
    }

    private final Shape shape;
    private final List<Open> windows = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    final List<String> results = new ArrayList<>();
    final List<String> late = new ArrayList<>();

    WindowModel(Shape shape) {
        this.shape = shape;
    }

    static String line(String key, long start, long end, List<Integer> ids) {
        List<Integer> sorted = new ArrayList<>(ids);
        Collections.sort(sorted);
        return key + " [" + start + ", " + end + ") " + sorted;
    }

    private boolean isGone(long end) {
        return end - 1 + shape.lateness() <= watermark;
    }

    void element(String key, long timestamp, int id) {
        List<Open> its = shape.gap() > 0 ? session(key, timestamp) : repeating(key, timestamp);
        for (Open window : its) {
            window.ids.add(id);
            window.fired = window.end - 1 <= watermark;
            if (window.fired) {
                results.add(window.line());
            }
        }
        if (its.isEmpty() && timestamp + shape.lateness() <= watermark) {
            late.add(key + id + "@" + timestamp);
        }
    }

    private List<Open> repeating(String key, long timestamp) {
        List<Open> its = new ArrayList<>();
        for (long start = timestamp - shape.size() + 1; start <= timestamp; start++) {
            long end = start + shape.size();
            if (Math.floorMod(start - shape.offset(), shape.slide()) == 0 && !isGone(end)) {
                its.add(open(key, start, end));
            }
        }
        return its;
    }

    private Open open(String key, long start, long end) {
        for (Open window : windows) {
            if (window.key.equals(key) && window.start == start && window.end == end) {
                return window;
            }
        }
        Open made = new Open(key, start, end);
        windows.add(made);
        return made;
    }

    private List<Open> session(String key, long timestamp) {
        Open session = new Open(key, timestamp, timestamp + shape.gap());
        List<Open> merged = new ArrayList<>();
        for (Open other : windows) {
            if (other.key.equals(key) && other.start <= session.end && session.start <= other.end) {
                merged.add(other);
            }
        }
        for (Open other : merged) {
            session.start = Math.min(session.start, other.start);
            session.end = Math.max(session.end, other.end);
            session.ids.addAll(other.ids);
        }
        if (isGone(session.end)) {
            return List.of();
        }
        windows.removeAll(merged);
        windows.add(session);
        return List.of(session);
    }

    /** Windows and their state are as they were, but no watermark has come yet. */
    void restored() {
        watermark = Long.MIN_VALUE;
    }

    void watermark(long newWatermark) {
        watermark = newWatermark;
        windows.sort(Comparator.comparingLong(window -> window.end));
        for (Open window : windows) {
            if (!window.fired && window.end - 1 <= watermark) {
                window.fired = true;
                results.add(window.line());
            }
        }
        windows.removeIf(window -> isGone(window.end));
    }
}
