package dev.weft.engine.configuration;

/** Formats memory sizes for messages and JVM arguments. */
final class MemoryText {

    private static final long MB = 1 << 20;

    private MemoryText() {}

    /** Exact: in gigabytes or megabytes if that is a whole number, in bytes otherwise. */
    static String of(long bytes) {
        if (bytes == Long.MAX_VALUE) {
            return "unlimited";
        }
        if (bytes != 0 && bytes % (MB << 10) == 0) {
            return bytes / (MB << 10) + " gb";
        }
        if (bytes != 0 && bytes % MB == 0) {
            return bytes / MB + " mb";
        }
        if (bytes != 0 && bytes % 1024 == 0 && bytes < MB) {
            return bytes / 1024 + " kb";
        }
        return bytes + " bytes";
    }

    /** A hint, to append to a sentence, that a very small size probably lacks its unit; else empty. */
    static String unitHint(long bytes) {
        return bytes < MB ? " (a size without a unit is in bytes)" : "";
    }

    /** In whole megabytes, rounded up: for messages about how much is needed. */
    static String atLeast(long bytes) {
        return (bytes + MB - 1) / MB + " mb";
    }

    /** In megabytes, rounded: for messages that list parts. */
    static String about(long bytes) {
        return Math.round((double) bytes / MB) + " mb";
    }
}
