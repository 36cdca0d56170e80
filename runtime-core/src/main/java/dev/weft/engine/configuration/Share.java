package dev.weft.engine.configuration;

import dev.weft.engine.common.ErrorCode;
import dev.weft.engine.common.WeftException;

/**
 * A part of memory that is a fraction of a whole, held between two sizes.
 *
 * @param key prefix of the keys {@code .fraction}, {@code .min} and {@code .max}
 */
record Share(String key, float fraction, long min, long max) {

    Share {
        if (min > max) {
            throw refused(key + ".min = " + MemoryText.of(min) + " is more than " + key + ".max = " + MemoryText.of(max)
                    + "; lower the one or raise the other");
        }
    }

    /** The part of a known whole. */
    long of(long whole) {
        return held((long) (whole * (double) fraction));
    }

    /** The part next to all others, when the whole is not known. */
    long besides(long others) {
        double ratio = fraction;
        return held(ratio >= 1 ? Long.MAX_VALUE : (long) Math.min(Long.MAX_VALUE, others * ratio / (1 - ratio)));
    }

    private long held(long size) {
        return Math.max(min, Math.min(max, size));
    }

    /** Refuses a size that was computed as a rest and does not lie between min and max. */
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
