package dev.weft.configuration;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A number of bytes, readable as "64 mb" and the like; units are powers of 1024. Immutable. */
public class MemorySize implements Serializable, Comparable<MemorySize> {
    private static final long serialVersionUID = 1L;

    /** No memory. */
    public static final MemorySize ZERO = new MemorySize(0);
    /** The largest size, {@code Long.MAX_VALUE} bytes. */
    public static final MemorySize MAX_VALUE = new MemorySize(Long.MAX_VALUE);

    private final long bytes;

    /**
     * So many bytes.
     *
     * @throws IllegalArgumentException if they are below 0
     */
    public MemorySize(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a memory size of " + bytes + " bytes is below zero");
        }
        this.bytes = bytes;
    }

    /** So many units of 1024 * 1024 bytes. */
    public static MemorySize ofMebiBytes(long mebiBytes) {
        return new MemorySize(Math.multiplyExact(mebiBytes, MemoryUnit.MEGA_BYTES.getMultiplier()));
    }

    /** The size in bytes. */
    public long getBytes() {
        return bytes;
    }

    /** The size in units of 1024 bytes, cut off. */
    public long getKibiBytes() {
        return bytes >> 10;
    }

    /** The size in units of 1024^2 bytes, cut off. */
    public int getMebiBytes() {
        return (int) (bytes >> 20);
    }

    /** The size in units of 1024^3 bytes, cut off. */
    public long getGibiBytes() {
        return bytes >> 30;
    }

    /** The size in units of 1024^4 bytes, cut off. */
    public long getTebiBytes() {
        return bytes >> 40;
    }

    /**
     * The sum of both.
     *
     * @throws ArithmeticException if it does not fit into 64 bits
     */
    public MemorySize add(MemorySize that) {
        return new MemorySize(Math.addExact(bytes, that.bytes));
    }

    /**
     * This less the other.
     *
     * @throws IllegalArgumentException if the other is larger
     */
    public MemorySize subtract(MemorySize that) {
        return new MemorySize(Math.subtractExact(bytes, that.bytes));
    }

    /**
     * This so many times, rounded down to bytes.
     *
     * @throws IllegalArgumentException if the multiplier is negative
     * @throws ArithmeticException if the product does not fit into 64 bits
     */
    public MemorySize multiply(double multiplier) {
        if (multiplier < 0) {
            throw new IllegalArgumentException("a memory size cannot be multiplied by " + multiplier);
        }
        java.math.BigDecimal product =
                java.math.BigDecimal.valueOf(bytes).multiply(java.math.BigDecimal.valueOf(multiplier));
        if (product.compareTo(java.math.BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new ArithmeticException(bytes + " bytes times " + multiplier + " is too large");
        }
        return new MemorySize(product.longValue());
    }

    /**
     * This divided, rounded down to bytes.
     *
     * @throws IllegalArgumentException if the divisor is not above 0
     */
    public MemorySize divide(long by) {
        if (by <= 0) {
            throw new IllegalArgumentException("a memory size cannot be divided by " + by);
        }
        return new MemorySize(bytes / by);
    }

    /** A number with an optional unit, such as "1024", "64 kb", "2g". Without a unit the number means bytes. */
    public static MemorySize parse(String text) throws IllegalArgumentException {
        return new MemorySize(parseBytes(text));
    }

    /** The same; without a unit the number means the given unit. */
    public static MemorySize parse(String text, MemoryUnit defaultUnit) throws IllegalArgumentException {
        return new MemorySize(parseBytes(text, defaultUnit));
    }

    /**
     * The bytes of a text such as {@code 512 mb}; without a unit it is bytes.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static long parseBytes(String text) throws IllegalArgumentException {
        return parseBytes(text, MemoryUnit.BYTES);
    }

    private static long parseBytes(String text, MemoryUnit defaultUnit) {
        String trimmed = Objects.requireNonNull(text, "text").trim();
        int digits = 0;
        while (digits < trimmed.length() && Character.isDigit(trimmed.charAt(digits))) {
            digits++;
        }
        if (digits == 0) {
            throw new IllegalArgumentException("'" + text + "' is not a memory size: it does not start with a number");
        }
        String unitText = trimmed.substring(digits).trim();
        try {
            long number = Long.parseLong(trimmed.substring(0, digits));
            MemoryUnit unit = unitText.isEmpty() ? defaultUnit : MemoryUnit.of(unitText);
            return Math.multiplyExact(number, unit.getMultiplier());
        } catch (NumberFormatException | ArithmeticException e) {
            throw new IllegalArgumentException("'" + text + "' is not a memory size: it has more than 63 bits", e);
        }
    }

    /** In the largest unit that loses nothing: "64 mb". */
    @Override
    public String toString() {
        MemoryUnit best = MemoryUnit.BYTES;
        for (MemoryUnit unit : MemoryUnit.values()) {
            if (bytes % unit.getMultiplier() == 0 && bytes >= unit.getMultiplier()) {
                best = unit;
            }
        }
        return best == MemoryUnit.BYTES ? bytes + " bytes" : bytes / best.getMultiplier() + " " + best.getUnits()[1];
    }

    /** Rounded to three decimals, with the exact bytes behind: "1.500gb (1610612736 bytes)". */
    public String toHumanReadableString() {
        MemoryUnit best = MemoryUnit.BYTES;
        for (MemoryUnit unit : MemoryUnit.values()) {
            if (bytes > unit.getMultiplier()) {
                best = unit;
            }
        }
        return best == MemoryUnit.BYTES
                ? bytes + " bytes"
                : String.format(
                        Locale.ROOT,
                        "%.3f%s (%d bytes)",
                        (double) bytes / best.getMultiplier(),
                        best.getUnits()[1],
                        bytes);
    }

    @Override
    public int compareTo(MemorySize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MemorySize that && that.bytes == bytes;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(bytes);
    }

    /** The units, with the ways they can be written. */
    public enum MemoryUnit {
        /** One byte. */
        BYTES(0, "b", "bytes"),
        /** 1024 bytes. */
        KILO_BYTES(10, "k", "kb", "kibibytes"),
        /** 1024 kilobytes. */
        MEGA_BYTES(20, "m", "mb", "mebibytes"),
        /** 1024 megabytes. */
        GIGA_BYTES(30, "g", "gb", "gibibytes"),
        /** 1024 gigabytes. */
        TERA_BYTES(40, "t", "tb", "tebibytes");

        private final int shift;
        private final String[] units;

        MemoryUnit(int shift, String... units) {
            this.shift = shift;
            this.units = units;
        }

        /** The names of the unit, in lower case. */
        public String[] getUnits() {
            return units.clone();
        }

        /** The bytes of one unit. */
        public long getMultiplier() {
            return 1L << shift;
        }

        /** All units with their names, for messages. */
        public static String getAllUnits() {
            return Arrays.stream(values())
                    .map(unit -> "(" + String.join(" | ", unit.units) + ")")
                    .collect(Collectors.joining(" / "));
        }

        /** Whether the text ends with a unit. */
        public static boolean hasUnit(String text) {
            String trimmed = text.trim();
            return !trimmed.isEmpty() && !Character.isDigit(trimmed.charAt(trimmed.length() - 1));
        }

        private static MemoryUnit of(String text) {
            String wanted = text.toLowerCase(Locale.ROOT);
            for (MemoryUnit unit : values()) {
                if (List.of(unit.units).contains(wanted)) {
                    return unit;
                }
            }
            throw new IllegalArgumentException("'" + text + "' is not a memory unit; the units are " + getAllUnits());
        }
    }
}
