package dev.weft.engine.configuration;

import dev.weft.configuration.ConfigOption;
import dev.weft.configuration.Configuration;
import dev.weft.configuration.MemorySize;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Metadata of an option: type, bounds, default and documentation.
 *
 * @param option the key, type, default value and former keys
 * @param kind the type of its values
 * @param bounds which of those values are allowed
 * @param defaultText the default for readers; says what happens when there is none
 * @param sentence what it does
 * @param formerKeys names under which older programs and files know it
 */
record OptionSpec<T>(
        ConfigOption<T> option,
        Kind kind,
        Bounds bounds,
        String defaultText,
        String sentence,
        List<String> formerKeys) {

    OptionSpec {
        formerKeys = List.copyOf(formerKeys);
    }

    public String key() {
        return option.key();
    }

    /** The form of allowed values, for messages and docs. */
    public String allowed() {
        return bounds.text().isEmpty() ? kind.text() : kind.text() + ", " + bounds.text();
    }

    /** Validates the configured value of this option: the error, or empty if it is valid or not set. */
    Optional<String> validationError(Configuration configuration) {
        T value;
        try {
            Optional<T> present = configuration.getOptional(option);
            if (present.isEmpty()) {
                return Optional.empty();
            }
            value = present.get();
        } catch (RuntimeException unreadable) {
            return Optional.of("must be " + allowed());
        }
        return bounds.admit(value) ? Optional.empty() : Optional.of("must be " + allowed());
    }

    /** The kinds of values. */
    public enum Kind {
        BOOLEAN("true or false"),
        INTEGER("a whole number"),
        FRACTION("a number"),
        TEXT("text"),
        LIST("a list separated by ';'"),
        MAP("key:value pairs separated by ','"),
        DURATION("a duration such as '10 s' or '500 ms'"),
        MEMORY("a size such as '64 mb' or '2 gb'"),
        CHOICE("a name");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * An inclusive range.
     *
     * @param min smallest magnitude: a number, bytes, or nanoseconds
     * @param max largest magnitude
     * @param text the range for readers, empty when everything is allowed
     */
    record Bounds(double min, double max, String text) {

        static final Bounds NONE = described("");

        /** No range, but a description of the allowed values. */
        static Bounds described(String text) {
            return new Bounds(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, text);
        }

        boolean admit(Object value) {
            if (min == Double.NEGATIVE_INFINITY && max == Double.POSITIVE_INFINITY) {
                return true;
            }
            double magnitude = magnitude(value);
            return magnitude >= min && magnitude <= max;
        }

        static double magnitude(Object value) {
            if (value instanceof Number number) {
                return number.doubleValue();
            }
            if (value instanceof Duration duration) {
                return duration.getSeconds() * 1e9 + duration.getNano();
            }
            if (value instanceof MemorySize size) {
                return size.getBytes();
            }
            throw new IllegalArgumentException("values of " + value.getClass() + " have no order");
        }
    }
}
