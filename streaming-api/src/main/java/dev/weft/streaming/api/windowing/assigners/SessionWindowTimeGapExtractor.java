package dev.weft.streaming.api.windowing.assigners;

import java.io.Serializable;

/** Says, from an element, how long its session waits for the next one; in milliseconds, at least 1. */
public interface SessionWindowTimeGapExtractor<T> extends Serializable {
    /** The gap after this element, in milliseconds; above zero. */
    long extract(T element);
}
