package dev.weft.playground;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Checks results against what the generator has written: from the first window to the last, each page has each window once,
 * with exactly {@link Clicks#PER_WINDOW} clicks.
 */
final class WindowAudit {

    private final Map<String, SortedMap<Instant, List<Long>>> countsOfPages = new HashMap<>();
    private long results;

    void add(ClickEventStatistics result) {
        results++;
        countsOfPages
                .computeIfAbsent(result.page(), page -> new TreeMap<>())
                .computeIfAbsent(Instant.parse(result.windowStart()), start -> new ArrayList<>())
                .add(result.count());
    }

    /** Number of results that were added. */
    long results() {
        return results;
    }

    /** Number of windows that all pages have, counted from the first one. */
    long completeWindows() {
        return Clicks.PAGES.stream()
                .mapToLong(page ->
                        countsOfPages.getOrDefault(page, new TreeMap<>()).size())
                .min()
                .orElseThrow();
    }

    /** One line for each window that is missing, repeated, or not of the right count; none when all is well. */
    List<String> faults() {
        List<String> faults = new ArrayList<>();
        countsOfPages.keySet().stream()
                .filter(page -> !Clicks.PAGES.contains(page))
                .sorted()
                .forEach(page -> faults.add(page + ": there is no such page"));
        for (String page : Clicks.PAGES) {
            check(page, countsOfPages.getOrDefault(page, new TreeMap<>()), faults);
        }
        return faults;
    }

    private static void check(String page, SortedMap<Instant, List<Long>> windows, List<String> faults) {
        Instant expected = Clicks.START;
        for (Map.Entry<Instant, List<Long>> window : windows.entrySet()) {
            Instant start = window.getKey();
            if (start.isBefore(expected)) {
                faults.add(page + ", window of " + start + ": no window begins there");
                continue;
            }
            for (; expected.isBefore(start); expected = expected.plus(Clicks.WINDOW)) {
                faults.add(page + ", window of " + expected + ": missing");
            }
            List<Long> counts = window.getValue();
            if (counts.size() > 1) {
                faults.add(
                        page + ", window of " + start + ": written " + counts.size() + " times, with counts " + counts);
            } else if (counts.get(0) != Clicks.PER_WINDOW) {
                faults.add(page + ", window of " + start + ": " + counts.get(0) + " clicks, not " + Clicks.PER_WINDOW);
            }
            expected = start.plus(Clicks.WINDOW);
        }
    }
}
