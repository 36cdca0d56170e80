package dev.weft.engine.configuration;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;

/**
 * Size of a memory part that is a fraction of a whole, clamped to a minimum and a maximum.
 *
 * @param key prefix of the keys {@code .fraction}, {@code .min} and {@code .max}
 */
record ClampedFraction(String key, float fraction, long min, long max) {

    ClampedFraction {
        if (min > max) {
            throw refused(key + ".min = " + MemoryText.of(min) + " is more than " + key + ".max = " + MemoryText.of(max)
                    + "; lower the one or raise the other");
        }
    }

    /** The size of the part, given the whole. */
    long of(long whole) {
        return clamped((long) (whole * (double) fraction));
    }

    /** The size of the part, given the sum of all other parts. */
    long besides(long others) {
        double ratio = fraction;
        return clamped(ratio >= 1 ? Long.MAX_VALUE : (long) Math.min(Long.MAX_VALUE, others * ratio / (1 - ratio)));
    }

    private long clamped(long size) {
        return Math.max(min, Math.min(max, size));
    }

    /** Rejects a size, computed as the remainder of the whole, that is not between min and max. */
    void check(long size, String why) {
        if (size < min || size > max) {
            throw refused(key + " would be " + MemoryText.about(size) + ", " + why + ", but must be from "
                    + MemoryText.of(min) + " to " + MemoryText.of(max) + " (" + key
                    + ".min, .max); leave one of the sizes"
                    + " out or change the limits");
        }
    }

    static WeftException refused(String line) {
        return new WeftException(ErrorCode.INVALID_CONFIGURATION, line);
    }
}
