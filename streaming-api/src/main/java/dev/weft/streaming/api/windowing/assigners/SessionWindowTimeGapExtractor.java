package dev.weft.streaming.api.windowing.assigners;

import java.io.Serializable;

/** Says, from an element, how long its session waits for the next one; in milliseconds, at least 1. */
public interface SessionWindowTimeGapExtractor<T> extends Serializable {
    long extract(T element);
}
