package dev.weft.playground;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The clicks of the playground, numbered for each page from 0 on. Each page has a partition of the input topic to itself, and
 * the number of a click is its offset there: so a generator that is started again knows where it stopped.
 */
final class Clicks {

    /** The pages; their positions are the numbers of their partitions. */
    static final List<String> PAGES = List.of("/about", "/help", "/index", "/jobs", "/news", "/shop");

    /** Length of the windows in which clicks are counted. */
    static final Duration WINDOW = Duration.ofSeconds(15);

    /** Clicks on a page within a window. */
    static final long PER_WINDOW = 1000;

    /** When event time begins; a window begins there. */
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static final long MS_BETWEEN = WINDOW.toMillis() / PER_WINDOW;

    private Clicks() {}

    /** A click on a page by its number. */
    static ClickEvent number(long number, String page) {
        return new ClickEvent(START.toEpochMilli() + number * MS_BETWEEN, page);
    }
}
