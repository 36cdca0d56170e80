package dev.weft.util;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** Durations as text: a number and an optional unit; without a unit the number means milliseconds. */
public class TimeUtils {
    private static final Map<String, Duration> UNITS = units();

    private TimeUtils() {}

    private static Map<String, Duration> units() {
        Map<String, Duration> units = new LinkedHashMap<>();
        put(units, Duration.ofDays(1), "d", "day", "days");
        put(units, Duration.ofHours(1), "h", "hour", "hours");
        put(units, Duration.ofMinutes(1), "min", "m", "minute", "minutes");
        put(units, Duration.ofSeconds(1), "s", "sec", "secs", "second", "seconds");
        put(units, Duration.ofMillis(1), "ms", "milli", "millis", "millisecond", "milliseconds");
        put(units, Duration.ofNanos(1_000), "µs", "us", "micro", "micros", "microsecond", "microseconds");
        put(units, Duration.ofNanos(1), "ns", "nano", "nanos", "nanosecond", "nanoseconds");
        return units;
    }

    private static void put(Map<String, Duration> units, Duration length, String... names) {
        for (String name : names) {
            units.put(name, length);
        }
    }

    /** Reads "10 s", "500ms", "1 h", "200" (milliseconds) and the ISO form "PT10S". */
    public static Duration parseDuration(String text) {
        String trimmed = Objects.requireNonNull(text, "text").trim();
        int digits = 0;
        while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            if (trimmed.startsWith("P")) {
                return Duration.parse(trimmed);
            }
            throw new IllegalArgumentException("'" + text + "' is not a duration: it does not start with a number");
        }
        String unit = trimmed.substring(digits).trim().toLowerCase(Locale.ROOT);
        Duration length = unit.isEmpty() ? Duration.ofMillis(1) : UNITS.get(unit);
        if (length == null) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration: '" + unit + "' is none of d, h, min, s, ms, us, ns");
        }
        try {
            return length.multipliedBy(Long.parseLong(trimmed.substring(0, digits)));
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a duration: the number is too large", e);
        }
    }

    /** In the largest unit that loses nothing: "10 s". */
    public static String formatWithHighestUnit(Duration duration) {
        if (duration.isZero()) {
            return "0 ms";
        }
        for (String name : List.of("d", "h", "min", "s", "ms", "µs")) {
            Duration unit = UNITS.get(name);
            if (unit.multipliedBy(duration.dividedBy(unit)).equals(duration)) {
                return duration.dividedBy(unit) + " " + name;
            }
        }
        return duration.toNanos() + " ns";
    }
}
