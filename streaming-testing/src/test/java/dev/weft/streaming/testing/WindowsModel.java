package dev.weft.streaming.testing;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * Model of windows of any kind, as simple as possible: every window of a key is an object with the list of its elements
 * and its timers. When windows merge, their elements follow in the order of their starts, and later ones are appended.
 * Results are lines of text.
 */
final class WindowsModel {

    /** An element; its key follows from its value. */
    record Item(long value, long timestamp) {}

    /** From {@code start} to before {@code end}. */
    record Span(long start, long end) {
        static final Span ALL = new Span(Long.MIN_VALUE, Long.MIN_VALUE);

        long last() {
            return this == ALL ? Long.MAX_VALUE : end - 1;
        }

        boolean meets(Span other) {
            return start <= other.end && other.start <= end;
        }

        Span with(Span other) {
            return new Span(Math.min(start, other.start), Math.max(end, other.end));
        }
    }

    /** The windows of an element, by its value and its time. */
    interface Assignment {
        List<Span> of(long value, long time);

        static Assignment repeating(long size, long slide, long offset) {
            return (value, time) -> {
                List<Span> spans = new ArrayList<>();
                for (long start = time - size + 1; start <= time; start++) {
                    if (Math.floorMod(start - offset, slide) == 0) {
                        spans.add(new Span(start, start + size));
                    }
                }
                return spans;
            };
        }

        static Assignment sessions(LongUnaryOperator gap) {
            return (value, time) -> List.of(new Span(time, time + gap.applyAsLong(value)));
        }

        static Assignment all() {
            return (value, time) -> List.of(Span.ALL);
        }
    }

    /** When a window fires; what it needs to know is in the pane. */
    interface Rule {
        boolean added(WindowsModel model, Pane pane, Item item);

        default boolean eventTime(WindowsModel model, Pane pane, long time) {
            return false;
        }

        default boolean clock(Pane pane, long time) {
            return false;
        }

        default void merged(WindowsModel model, Pane pane, List<Pane> former) {}

        default void forget(Pane pane) {}
    }

    /**
     * Everything that a program says of its windows.
     *
     * @param eventTime whether windows are of event time; else of the clock
     * @param evictBefore what an evictor leaves of the elements of a window that fires, before the window's function
     * @param evictAfter what it leaves of those after the function
     */
    record Shape(
            Assignment assignment,
            boolean eventTime,
            boolean sessions,
            long lateness,
            Rule rule,
            boolean purging,
            UnaryOperator<List<Item>> evictBefore,
            UnaryOperator<List<Item>> evictAfter) {

        Shape(Assignment assignment, boolean eventTime, boolean sessions, Rule rule) {
            this(assignment, eventTime, sessions, 0, rule, false, UnaryOperator.identity(), UnaryOperator.identity());
        }

        Shape lateness(long allowed) {
            return new Shape(assignment, eventTime, sessions, allowed, rule, purging, evictBefore, evictAfter);
        }

        Shape rule(Rule other) {
            return new Shape(assignment, eventTime, sessions, lateness, other, purging, evictBefore, evictAfter);
        }

        Shape purges() {
            return new Shape(assignment, eventTime, sessions, lateness, rule, true, evictBefore, evictAfter);
        }

        Shape evict(UnaryOperator<List<Item>> before, UnaryOperator<List<Item>> after) {
            return new Shape(assignment, eventTime, sessions, lateness, rule, purging, before, after);
        }

        Shape evict(boolean after, UnaryOperator<List<Item>> evictor) {
            return after ? evict(UnaryOperator.identity(), evictor) : evict(evictor, UnaryOperator.identity());
        }
    }

    /** A window of a key. */
    static final class Pane {
        final long key;
        final Span span;
        List<Item> items = new ArrayList<>();
        final TreeSet<Long> eventTimers = new TreeSet<>();
        final TreeSet<Long> clockTimers = new TreeSet<>();
        int firings;
        long count;
        Optional<Long> fireAt = Optional.empty();
        Optional<Long> timeout = Optional.empty();
        Optional<Long> last = Optional.empty();

        Pane(long key, Span span) {
            this.key = key;
            this.span = span;
        }
    }

    private final Shape shape;
    private final LongUnaryOperator keyOf;
    private final Function<List<Long>, String> content;
    private final boolean totals;
    private final List<Pane> panes = new ArrayList<>();
    private final Map<Long, Integer> firings = new HashMap<>();
    private List<String> lines = new ArrayList<>();
    private long watermark = Long.MIN_VALUE;
    private long nowMs;
    private int reunions;

    /**
     * @param content how a window's function tells of its elements
     * @param totals whether it also tells how often windows of its key have fired
     */
    WindowsModel(Shape shape, LongUnaryOperator keyOf, Function<List<Long>, String> content, boolean totals) {
        this.shape = shape;
        this.keyOf = keyOf;
        this.content = content;
        this.totals = totals;
    }

    /**
     * @param firings of the window; 0 when it cannot know
     * @param total firings of windows of the key; 0 when it does not want to know
     */
    static String line(long key, long lastTimestamp, long firings, long total, String content) {
        return key + " until " + lastTimestamp + " (" + firings + "/" + total + "): " + content;
    }

    long watermark() {
        return watermark;
    }

    long nowMs() {
        return nowMs;
    }

    /** How often several windows have become one. */
    int reunions() {
        return reunions;
    }

    /** What a step leads to, in no particular order. */
    List<String> on(Step<Long> step) {
        lines = new ArrayList<>();
        if (step instanceof Step.Element<Long> element) {
            add(new Item(element.value(), element.timestamp()));
        } else if (step instanceof Step.Watermark<Long> mark) {
            watermark = mark.timestamp();
            fireTimers(pane -> pane.eventTimers, watermark, true);
        } else if (step instanceof Step.Clock<Long> clock) {
            nowMs = clock.timeMs();
            fireTimers(pane -> pane.clockTimers, nowMs, false);
        }
        return lines;
    }

    private long goneAt(Span span) {
        boolean forEver = span.last() == Long.MAX_VALUE;
        return forEver || !shape.eventTime() ? span.last() : span.last() + shape.lateness();
    }

    private void add(Item item) {
        long key = keyOf.applyAsLong(item.value());
        boolean taken = false;
        for (Span span : shape.assignment().of(item.value(), shape.eventTime() ? item.timestamp() : nowMs)) {
            taken |= shape.sessions() ? addToSession(key, span, item) : addTo(key, span, item);
        }
        if (!taken && shape.eventTime() && item.timestamp() + shape.lateness() <= watermark) {
            lines.add("late: " + item.value());
        }
    }

    private boolean isGone(Span span) {
        return shape.eventTime() && goneAt(span) <= watermark;
    }

    private boolean addTo(long key, Span span, Item item) {
        if (isGone(span)) {
            return false;
        }
        Pane pane = panes.stream()
                .filter(one -> one.key == key && one.span.equals(span))
                .findAny()
                .orElseGet(() -> {
                    Pane made = new Pane(key, span);
                    panes.add(made);
                    return made;
                });
        take(pane, item);
        return true;
    }

    private boolean addToSession(long key, Span span, Item item) {
        List<Pane> former = new ArrayList<>();
        Span whole = span;
        for (Pane pane : panes) {
            if (pane.key == key && pane.span.meets(span)) {
                former.add(pane);
                whole = whole.with(pane.span);
            }
        }
        if (isGone(whole)) {
            return false;
        }
        if (former.size() == 1 && former.get(0).span.equals(whole)) {
            take(former.get(0), item);
            return true;
        }
        Pane pane = new Pane(key, whole);
        former.sort(Comparator.comparingLong(one -> one.span.start()));
        former.forEach(one -> pane.items.addAll(one.items));
        if (!former.isEmpty()) {
            shape.rule().merged(this, pane, former);
        }
        reunions += former.size() > 1 ? 1 : 0;
        panes.removeAll(former);
        panes.add(pane);
        take(pane, item);
        return true;
    }

    private void take(Pane pane, Item item) {
        pane.items.add(item);
        react(pane, shape.rule().added(this, pane, item));
        if (goneAt(pane.span) < Long.MAX_VALUE) {
            (shape.eventTime() ? pane.eventTimers : pane.clockTimers).add(goneAt(pane.span));
        }
    }

    private void react(Pane pane, boolean fires) {
        if (!fires) {
            return;
        }
        if (!pane.items.isEmpty()) {
            List<Item> seen = shape.evictBefore().apply(pane.items);
            pane.firings++;
            int total = firings.merge(pane.key, 1, Integer::sum);
            lines.add(line(
                            pane.key,
                            pane.span.last(),
                            shape.sessions() ? 0 : pane.firings,
                            totals ? total : 0,
                            content.apply(seen.stream().map(Item::value).toList()))
                    + "@" + pane.span.last());
            pane.items = new ArrayList<>(shape.evictAfter().apply(seen));
        }
        if (shape.purging()) {
            pane.items.clear();
        }
    }

    private void fireTimers(Function<Pane, TreeSet<Long>> timers, long until, boolean eventTime) {
        while (true) {
            Optional<Pane> due = panes.stream()
                    .filter(pane ->
                            !timers.apply(pane).isEmpty() && timers.apply(pane).first() <= until)
                    .min(Comparator.comparing(pane -> timers.apply(pane).first()));
            if (due.isEmpty()) {
                return;
            }
            Pane pane = due.get();
            long time = timers.apply(pane).pollFirst();
            react(
                    pane,
                    eventTime
                            ? shape.rule().eventTime(this, pane, time)
                            : shape.rule().clock(pane, time));
            if (eventTime == shape.eventTime() && time == goneAt(pane.span)) {
                panes.remove(pane);
                lines.add("gone: until " + pane.span.last());
            }
        }
    }

    /** What is left of the elements of a window: the last so many. */
    static UnaryOperator<List<Item>> lastOnes(int count) {
        return items -> items.subList(Math.max(0, items.size() - count), items.size());
    }

    /** What is left: those within so much time of the latest. */
    static UnaryOperator<List<Item>> latest(long span) {
        return items -> {
            long latest = items.stream().mapToLong(Item::timestamp).max().orElseThrow();
            return items.stream()
                    .filter(item -> item.timestamp() > latest - span)
                    .toList();
        };
    }

    /** What is left: those that differ by less than that from the last one. */
    static UnaryOperator<List<Item>> near(LongUnaryOperator measure, long threshold) {
        return items -> {
            long last = measure.applyAsLong(items.get(items.size() - 1).value());
            return items.stream()
                    .filter(item -> Math.abs(last - measure.applyAsLong(item.value())) < threshold)
                    .toList();
        };
    }

    /** The sorted values. */
    static String sorted(Collection<Long> values) {
        return values.stream().sorted().toList().toString();
    }
}
