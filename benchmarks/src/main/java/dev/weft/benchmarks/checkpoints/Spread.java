package dev.weft.benchmarks.checkpoints;

import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/** How durations are spread: how many, the median, 99 %, the longest, and a histogram, all in milliseconds. */
record Spread(List<Double> sortedMs) {

    private static final long[] BOUNDS_MS = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, Long.MAX_VALUE};

    static Spread of(List<Double> ms) {
        return new Spread(ms.stream().sorted().toList());
    }

    double max() {
        return sortedMs.isEmpty() ? 0 : sortedMs.get(sortedMs.size() - 1);
    }

    double at(double share) {
        return sortedMs.isEmpty()
                ? 0
                : sortedMs.get((int) Math.min(sortedMs.size() - 1, Math.floor(share * sortedMs.size())));
    }

    String text() {
        return String.format(
                Locale.ROOT, "%d: p50 %.0f, p99 %.0f, max %.0f ms", sortedMs.size(), at(0.5), at(0.99), max());
    }

    /** How many were up to each bound, without those that none was. */
    String histogram() {
        StringJoiner classes = new StringJoiner(", ");
        double from = -1;
        for (long bound : BOUNDS_MS) {
            double low = from;
            long count = sortedMs.stream().filter(ms -> ms > low && ms <= bound).count();
            if (count > 0) {
                classes.add((bound == Long.MAX_VALUE ? "more: " : "up to " + bound + ": ") + count);
            }
            from = bound;
        }
        return classes.toString();
    }
}
