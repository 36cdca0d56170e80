package dev.weft.streaming.api.functions.windowing.delta.extractor;

import java.io.Serializable;

/** Takes something out of an element. */
public interface Extractor<FROM, TO> extends Serializable {
    /** What the distance is computed from. */
    TO extract(FROM in);
}
