package dev.weft.streaming.testing;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;

/** Checks whether keys come one after the other, and each in order of timestamps. */
final class KeyOrder implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final long FAULT = 1_000_000;

    private final Set<Integer> over = new HashSet<>();
    private Integer current;
    private long last = Long.MIN_VALUE;

    /** 0, or what a result shows when this record should not come now; null for a time that is not known. */
    long fault(Integer key, Long timestamp) {
        if (!key.equals(current)) {
            if (current != null) {
                over.add(current);
            }
            current = key;
            last = Long.MIN_VALUE;
        }
        long before = last;
        last = timestamp == null ? last : timestamp;
        return over.contains(key) || last < before ? FAULT : 0;
    }
}
