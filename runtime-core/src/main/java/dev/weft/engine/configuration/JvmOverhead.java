package dev.weft.engine.configuration;

import java.util.Optional;

/**
 * Memory of the JVM itself: metaspace and overhead.
 *
 * @param processKey key of the whole process's size
 * @param totalKey key of the size without metaspace and overhead
 */
record JvmOverhead(String processKey, String totalKey, long metaspace, ClampedFraction overheadShare) {

    /** The overhead, given the process size and perhaps also the total. */
    long overheadOf(long process, Optional<Long> total) {
        if (total.isPresent()) {
            long rest = process - metaspace - total.get();
            if (rest < 0) {
                throw ClampedFraction.refused(
                        processKey + " = " + MemoryText.of(process) + " is less than " + totalKey + " = "
                                + MemoryText.of(total.get()) + " and the JVM metaspace of " + MemoryText.of(metaspace)
                                + "; leave one of the two keys out");
            }
            overheadShare.check(rest, "what " + totalKey + " and the JVM metaspace leave of " + processKey);
            return rest;
        }
        long overhead = overheadShare.of(process);
        if (process - metaspace - overhead <= 0) {
            throw ClampedFraction.refused(processKey + " = " + MemoryText.of(process) + " is too small: JVM metaspace ("
                    + MemoryText.of(metaspace) + ") and overhead (" + MemoryText.about(overhead)
                    + ") alone need more; give more memory" + MemoryText.unitHint(process));
        }
        return overhead;
    }

    /** The overhead, given only the total. */
    long overheadBesides(long total) {
        return overheadShare.besides(total + metaspace);
    }
}
